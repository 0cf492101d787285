import { Braces } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import type { FoundPattern } from '../../link-input/read-line'
import { updateAddForm, useAddForm } from '../../stores/add-form'

const SHOWN = 3

/** What patterns stand for, before anything is done with them. */
export function Patterns({ patterns }: { patterns: readonly FoundPattern[] }) {
  const literal = useAddForm((state) => state.literal)
  if (patterns.length === 0 && !literal) return null
  return (
    <div className="rounded-lg bg-accent-soft/60 px-2.5 py-2 text-xs">
      <ul aria-label={t('add.patterns')} className="flex flex-col gap-1">
        {patterns.slice(0, SHOWN).map(({ text, first, last, count }) => (
          <li key={text} className="flex items-center gap-2">
            <Braces aria-hidden className="size-3.5 shrink-0 text-accent" />
            <span className="shrink-0 font-medium">{t('add.count', { count })}</span>
            <span className="min-w-0 truncate text-muted" title={`${first} … ${last}`}>
              <bdi>{endOf(first)}</bdi> … <bdi>{endOf(last)}</bdi>
            </span>
          </li>
        ))}
        {patterns.length > SHOWN && (
          <li className="ps-5.5 text-muted">
            {t('add.morePatterns', { count: patterns.length - SHOWN })}
          </li>
        )}
      </ul>
      <label className="mt-1 flex w-fit items-center gap-2 text-muted">
        <input
          type="checkbox"
          className="size-3.5 accent-accent"
          checked={literal}
          onChange={(event) => updateAddForm({ literal: event.target.checked })}
        />
        {t('add.literal')}
      </label>
    </div>
  )
}

/** The end of a link tells its place in the pattern; its beginning is the same for all. */
function endOf(link: string): string {
  return link.length > 48 ? `…${link.slice(-47)}` : link
}
