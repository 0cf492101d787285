import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../lib/i18n/i18n'
import { type Suggestion, suggest } from '../../search/suggest'
import { search, useListView } from '../../stores/list-view'
import { searchContext } from '../../stores/search-context'
import { searchCounts } from './search-counts'
import { optionId, Suggestions } from './suggestions'

/** Where a person types what to look for, with suggestions of what there is. */
export function SearchBox() {
  const typed = useListView((state) => state.search)
  const box = useRef<HTMLInputElement>(null)
  const [offers, setOffers] = useState<readonly Suggestion[]>([])
  const [chosen, setChosen] = useState(-1)

  const offer = (text: string, isAskedFor = false): void => {
    const caret = box.current?.selectionStart ?? text.length
    const { words } = searchContext()
    // Between two words nothing has begun yet: a list of everything would only be in the way.
    const isBegun = /\S$/u.test(text.slice(0, caret))
    setOffers(isBegun || isAskedFor ? suggest(text, caret, searchCounts(), words) : [])
    setChosen(-1)
  }
  const close = (): void => {
    setOffers([])
    setChosen(-1)
  }
  const change = (text: string): void => {
    search(text)
    offer(text)
  }
  const take = ({ start, end, insert, value }: Suggestion): void => {
    const after = typed.slice(end)
    const text = `${typed.slice(0, start)}${insert}${value === null || after !== '' ? after : ' '}`
    // At once, so that the caret has a text to stand in, whatever is typed next.
    flushSync(() => search(text))
    const caret = start + insert.length + (value === null || after !== '' ? 0 : 1)
    box.current?.focus()
    box.current?.setSelectionRange(caret, caret)
    if (value === null) offer(text)
    else close()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const offered = offers[chosen]
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (offers.length > 0) close()
      else search('')
    } else if (event.key === 'ArrowDown' && event.altKey) offer(typed, true)
    else if (offers.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const next = chosen + (event.key === 'ArrowDown' ? 1 : -1)
      setChosen(next === offers.length ? -1 : next < -1 ? offers.length - 1 : next)
    } else if (offered !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault()
      take(offered)
    } else if (event.key === 'Enter') close()
    else if (event.key === 'ArrowDown') {
      // Otherwise the list, as soon as it has the focus, scrolls by this very key.
      event.preventDefault()
      document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus()
    }
  }

  return (
    <div className="relative w-72 min-w-28 shrink">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 start-2.5 size-4 text-muted"
        strokeWidth={1.9}
      />
      <input
        ref={box}
        id="search"
        type="search"
        aria-label={t('toolbar.search')}
        aria-keyshortcuts="Control+F"
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? 'search-suggestions' : undefined}
        aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
        placeholder={t('toolbar.searchHint')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onClick={() => offer(typed, typed === '')}
        onBlur={close}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-lg border border-transparent bg-ink/6 pe-8 ps-8 placeholder:text-muted focus:border-accent focus:bg-raised focus:outline-none contrast-more:border-field"
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label={t('toolbar.clearSearch')}
          onClick={() => {
            search('')
            close()
          }}
          className="absolute top-1 end-1 grid size-6 place-items-center rounded-md text-muted hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      {offers.length > 0 && <Suggestions offers={offers} chosen={chosen} onTake={take} />}
    </div>
  )
}
