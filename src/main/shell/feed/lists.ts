import type { DownloadId, DownloadView } from '../../../shared/download'
import type { ListQuery } from '../../../shared/list-query'

/** The lists of the store, as far as the window asks for them. */
export interface Lists {
  /** The same object as before, as long as nothing has changed. */
  list(query: ListQuery): { readonly ids: readonly DownloadId[] }
  rows(query: ListQuery, offset: number, limit: number): DownloadView[]
  position(query: ListQuery, id: DownloadId): number
  findName(query: ListQuery, startsWith: string, after: number): number
  counts(by: 'state' | 'extension' | 'host'): ReadonlyMap<string, number>
}
