import { create } from 'zustand'
import type { DownloadId } from '../../shared/download'
import type { Filter } from './filters'

export interface ListView {
  readonly filter: Filter
  readonly query: string
  /** The row that the keyboard is on. */
  readonly currentId: DownloadId | null
}

/** What part of the list a person looks at; another part begins at its top. */
export const useListView = create<ListView>(() => ({ filter: 'all', query: '', currentId: null }))

export function showFilter(filter: Filter): void {
  useListView.setState({ filter, currentId: null })
}

export function search(query: string): void {
  useListView.setState({ query, currentId: null })
}

export function showEverything(): void {
  useListView.setState({ filter: 'all', query: '', currentId: null })
}

export function makeCurrent(currentId: DownloadId | null): void {
  useListView.setState({ currentId })
}
