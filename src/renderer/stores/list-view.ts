import { create } from 'zustand'
import { both, type ListQuery, type ListSort } from '../../shared/list-query'
import { DEFAULT_UI } from '../../shared/ui-preferences'
import { categoryFilter } from '../search/category-filter'
import { parseSearch, type SearchContext } from '../search/parse-search'
import { setCurrentPlace } from './current-place'
import { type Filter, statesIn } from './filters'
import { searchContext } from './search-context'
import { makeCurrent } from './selection'

export interface ListView {
  readonly filter: Filter
  /** The id of the category, or the host, to which the list is narrowed; at most one of them. */
  readonly category: string | null
  readonly host: string | null
  /** What the person typed to search for. */
  readonly search: string
  readonly sort: ListSort
}

const EVERYWHERE = { filter: 'all', category: null, host: null } as const

/** What part of the list a person looks at, and in which order; another part begins at its top. */
export const useListView = create<ListView>(() => ({
  ...EVERYWHERE,
  search: '',
  sort: DEFAULT_UI.sort,
}))

export function showFilter(filter: Filter): void {
  showFromTop({ ...EVERYWHERE, filter })
}

export function showCategory(category: string): void {
  showFromTop({ ...EVERYWHERE, category })
}

export function showHost(host: string): void {
  showFromTop({ ...EVERYWHERE, host })
}

export function search(text: string): void {
  showFromTop({ search: text })
}

export function sortBy(sort: ListSort): void {
  useListView.setState({ sort })
}

export function showEverything(): void {
  showFromTop({ ...EVERYWHERE, search: '' })
}

function showFromTop(view: Partial<ListView>): void {
  useListView.setState(view)
  makeCurrent(null)
  setCurrentPlace(0)
}

/** The question to the main process that shows this part. */
export function queryOf(view: ListView, context: SearchContext = searchContext()): ListQuery {
  const { filter, category, host, search: typed, sort } = view
  const states = statesIn(filter)
  const narrowed = category === null ? {} : categoryFilter(category, context.categories)
  return {
    filter: {
      ...both(narrowed, parseSearch(typed, context).filter),
      ...(states !== null && { states }),
      ...(host !== null && { hosts: [host] }),
    },
    sort,
  }
}
