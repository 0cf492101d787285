import type { Category } from '../../../shared/categories'
import type { DownloadId, DownloadView } from '../../../shared/download'
import type { ListQuery } from '../../../shared/list-query'

/** The store's lists, as the window reads them. */
export interface Lists {
  /** Returns the same object while nothing has changed. */
  list(query: ListQuery): { readonly ids: readonly DownloadId[] }
  rows(query: ListQuery, offset: number, limit: number): DownloadView[]
  position(query: ListQuery, id: DownloadId): number
  findName(query: ListQuery, startsWith: string, after: number): number
  countsByCategory(categories: readonly Category[]): ReadonlyMap<string, number>
  counts(by: 'state' | 'extension' | 'host'): ReadonlyMap<string, number>
}
