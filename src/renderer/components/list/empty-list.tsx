import { FileCheck2, MessageSquareText, SearchX, ShieldCheck } from 'lucide-react'
import { Trans } from 'react-i18next'
import { t } from '../../lib/i18n'
import { showEverything, useListView } from '../../stores/list-view'
import { Button } from '../ui/button'
import { KeyHint } from '../ui/key-hint'
import { Logo } from '../ui/logo'

const PROMISES = [
  [FileCheck2, 'right'],
  [ShieldCheck, 'kept'],
  [MessageSquareText, 'honest'],
] as const

/** Before the first download: how to begin, and what to expect. */
export function EmptyList() {
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6">
      <div className="m-auto max-w-xl text-center">
        <div className="mx-auto grid size-16 place-items-center rounded-2xl bg-accent-soft text-accent">
          <Logo className="size-9" />
        </div>
        <h2 className="mt-5 text-lg font-semibold tracking-tight">{t('empty.drop')}</h2>
        <p className="mt-1.5 leading-6 text-muted">
          <Trans
            t={t}
            i18nKey="empty.howTo"
            components={{ paste: <KeyHint keys="Ctrl+V" />, type: <KeyHint keys="Ctrl+N" /> }}
          />
        </p>
        <ul className="mt-9 grid grid-cols-3 gap-6 border-t border-line pt-7 text-start max-[800px]:gap-4">
          {PROMISES.map(([Icon, promise]) => (
            <li key={promise}>
              <Icon aria-hidden className="size-[18px] text-accent" strokeWidth={1.8} />
              <h3 className="mt-2 font-semibold">{t(`empty.${promise}.title`)}</h3>
              <p className="mt-0.5 text-xs leading-[18px] text-muted">
                {t(`empty.${promise}.text`)}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** There are downloads, but none passes the filter and the search. */
export function NoMatch() {
  const filter = useListView((state) => state.filter)
  const typed = useListView((state) => state.search.trim())
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6">
      <div className="m-auto max-w-md text-center">
        <SearchX aria-hidden className="mx-auto size-8 text-muted" strokeWidth={1.5} />
        <h2 className="mt-3 text-[15px] font-semibold break-words">
          {typed !== '' || filter === 'all'
            ? t('noMatch.search', { search: typed })
            : t(`noMatch.${filter}`)}
        </h2>
        {typed !== '' && (
          <p className="mt-1 text-muted">
            {filter === 'all'
              ? t('noMatch.searched')
              : t('noMatch.searchedOnly', { filter: t(`filters.${filter}`) })}
          </p>
        )}
        <Button className="mt-4" onClick={() => showEverything()}>
          {t('noMatch.showAll')}
        </Button>
      </div>
    </div>
  )
}
