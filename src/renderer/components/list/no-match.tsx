import { SearchX } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import type { Filter } from '../../stores/filters'
import { showEverything, useListView } from '../../stores/list-view'
import { Button } from '../ui/button'

/** There are downloads, but none passes the filter and the search. */
export function NoMatch() {
  const filter = useListView((state) => state.filter)
  const isNarrowed = useListView(({ category, host }) => category !== null || host !== null)
  const typed = useListView((state) => state.search.trim())
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6">
      <div className="m-auto max-w-md text-center">
        <SearchX aria-hidden className="mx-auto size-8 text-muted" strokeWidth={1.5} />
        <h2 className="mt-3 text-[15px] font-semibold break-words">
          {headline(filter, typed, isNarrowed)}
        </h2>
        {typed !== '' && (
          <p className="mt-1 text-muted">
            {filter === 'all' && !isNarrowed ? t('noMatch.searched') : t('noMatch.searchedPart')}
          </p>
        )}
        <Button className="mt-4" onClick={() => showEverything()}>
          {t('noMatch.showAll')}
        </Button>
      </div>
    </div>
  )
}

function headline(filter: Filter, typed: string, isNarrowed: boolean): string {
  if (typed !== '') return t('noMatch.search', { search: typed })
  return filter === 'all' || isNarrowed ? t('noMatch.here') : t(`noMatch.${filter}`)
}
