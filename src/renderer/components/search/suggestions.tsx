import { cn } from '../../lib/class-names'
import { formatNumber } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import type { Suggestion } from '../../search/suggest'

/** The id of an option, for `aria-activedescendant`. */
export function optionId(index: number): string {
  return `search-suggestion-${index}`
}

interface SuggestionsProps {
  offers: readonly Suggestion[]
  /** Its place; -1 for none. */
  chosen: number
  onTake: (offer: Suggestion) => void
}

/** What may be meant by what was begun. */
export function Suggestions({ offers, chosen, onTake }: SuggestionsProps) {
  return (
    <div
      role="listbox"
      id="search-suggestions"
      aria-label={t('search.suggestions')}
      className="absolute top-9.5 end-0 z-30 max-h-[70vh] w-96 max-w-[80vw] animate-appear overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-xl shadow-black/15"
    >
      {offers.map((offer, index) => (
        <div
          key={offer.insert}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // Before the field loses the focus, which it keeps.
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(offer)
          }}
          className={cn(
            'flex h-7.5 items-center gap-3 rounded-lg px-2 hover:bg-hover',
            index === chosen && 'bg-accent-soft hover:bg-accent-soft',
          )}
        >
          <span className="shrink-0 font-medium">{offer.insert}</span>
          <span className="min-w-0 flex-1 truncate text-end text-xs text-muted">
            {offer.value === null
              ? t(`search.operators.${offer.operator}`)
              : offer.count !== null && formatNumber(offer.count)}
          </span>
        </div>
      ))}
    </div>
  )
}
