import { Info, X } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import { parseSearch, type SearchChip, type SearchHint } from '../../search/parse-search'
import { useList } from '../../stores/list'
import { search, useListView } from '../../stores/list-view'
import { searchContext } from '../../stores/search-context'

/** What a search was understood as, and how much it finds; nothing while nothing is searched. */
export function SearchSummary() {
  const typed = useListView((state) => state.search)
  const total = useList((state) => state.total)
  if (typed.trim() === '') return null
  const { chips, hints } = parseSearch(typed, searchContext())
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-1 text-xs">
      <span role="status" className="me-1 text-muted">
        {t('search.results', { count: total })}
      </span>
      {chips.map((chip) => (
        <Chip key={chip.start} chip={chip} typed={typed} />
      ))}
      {hints.map((hint) => (
        <span key={`${hint.operator}:${hint.value}`} className="flex items-center gap-1 text-warn">
          <Info aria-hidden className="size-3.5" />
          {hintText(hint)}
        </span>
      ))}
    </div>
  )
}

function Chip({ chip: { start, end, text }, typed }: { chip: SearchChip; typed: string }) {
  const remove = (): void => {
    search(`${typed.slice(0, start)}${typed.slice(end)}`.replace(/\s+/gu, ' ').trimStart())
    document.getElementById('search')?.focus()
  }
  return (
    <span className="flex h-6 items-center rounded-full bg-accent-soft ps-2.5 pe-1">
      <bdi className="max-w-60 truncate">{text}</bdi>
      <button
        type="button"
        aria-label={t('search.removeChip', { text })}
        onClick={remove}
        className="ms-0.5 grid size-5 place-items-center rounded-full text-muted hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  )
}

function hintText({ code, operator, value }: SearchHint): string {
  return code === 'unknown-operator'
    ? t('search.unknownOperator', { operator })
    : t('search.unknownValue', { operator, value })
}
