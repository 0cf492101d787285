import { create } from 'zustand'
import type { ListQuery, ListSort } from '../../shared/list-query'
import { DEFAULT_UI } from '../../shared/ui-preferences'
import { placeCurrent } from './current-place'
import { type Filter, statesIn } from './filters'
import { makeCurrent } from './selection'

export interface ListView {
  readonly filter: Filter
  /** What the person typed to search for. */
  readonly search: string
  readonly sort: ListSort
}

/** What part of the list a person looks at, and in which order; another part begins at its top. */
export const useListView = create<ListView>(() => ({
  filter: 'all',
  search: '',
  sort: DEFAULT_UI.sort,
}))

export function showFilter(filter: Filter): void {
  fromTheTop({ filter })
}

export function search(text: string): void {
  fromTheTop({ search: text })
}

export function sortBy(sort: ListSort): void {
  useListView.setState({ sort })
}

export function showEverything(): void {
  fromTheTop({ filter: 'all', search: '' })
}

function fromTheTop(view: Partial<ListView>): void {
  useListView.setState(view)
  makeCurrent(null)
  placeCurrent(0)
}

/** The question to the main process that shows this part. */
export function queryOf({ filter, search: typed, sort }: ListView): ListQuery {
  const states = statesIn(filter)
  const words = typed.split(/\s+/u).filter(Boolean)
  return {
    filter: {
      ...(states !== null && { states }),
      ...(words.length > 0 && {
        terms: words.map((text) => ({ text, fields: ['name', 'link'] as const })),
      }),
    },
    sort,
  }
}
