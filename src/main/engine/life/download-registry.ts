import { allows, type DownloadAction, type DownloadId } from '../../../shared/download'
import type { Store } from '../ports/store'
import type { DownloadRecord } from '../records'
import { Download } from './download'
import type { DownloadHome } from './recorded-download'

/**
 * The downloads in memory: all that are not completed, and completed ones for as long as something
 * is done with them. All others stay in the store.
 */
export class DownloadRegistry implements Iterable<Download> {
  readonly #home: DownloadHome
  readonly #downloads = new Map<DownloadId, Download>()

  constructor(home: DownloadHome) {
    this.#home = home
  }

  get #store(): Store {
    return this.#home.store
  }

  [Symbol.iterator](): IterableIterator<Download> {
    return this.#downloads.values()
  }

  has(id: DownloadId): boolean {
    return this.#downloads.has(id)
  }

  get(id: DownloadId): Download | undefined {
    return this.#downloads.get(id)
  }

  ids(): DownloadId[] {
    return [...this.#downloads.keys()]
  }

  add(download: Download): void {
    this.#downloads.set(download.id, download)
  }

  delete(id: DownloadId): void {
    this.#downloads.delete(id)
  }

  /** The record of a download in memory, or of a completed one. */
  record(id: DownloadId): DownloadRecord | null {
    return this.get(id)?.record ?? this.#store.downloads.completed(id)
  }

  /** Takes a record into memory. */
  adopt(record: DownloadRecord): Download {
    const download = this.make(record)
    this.add(download)
    return download
  }

  /** A download of this record that is not registered, such as one in the trash. */
  make(record: DownloadRecord): Download {
    return new Download(record, this.#home)
  }

  /** Takes a completed download back from the store, if `action` makes sense for it. */
  recall(id: DownloadId, action: DownloadAction): Download | undefined {
    if (!allows('completed', action) || this.#store.downloads.completed(id) === null)
      return undefined
    const record = this.#store.claims.take(id)
    return record === null ? undefined : this.adopt(record)
  }

  /** Calls `work` with each of these for which `action` makes sense, as one transaction. */
  each(action: DownloadAction, ids: readonly DownloadId[], work: (d: Download) => void): void {
    this.#store.transactions.batch(() => {
      for (const id of ids) {
        const download = this.get(id) ?? this.recall(id, action)
        if (download && allows(download.record.state, action)) work(download)
      }
    })
  }

  /** Calls `work` with all of these at once; for actions on very many downloads in memory. */
  together(
    action: DownloadAction,
    ids: readonly DownloadId[],
    work: (downloads: readonly Download[]) => void,
  ): void {
    const downloads: Download[] = []
    for (const id of new Set(ids)) {
      const download = this.get(id)
      if (download && allows(download.record.state, action)) downloads.push(download)
    }
    if (downloads.length > 0) this.#store.transactions.batch(() => work(downloads))
  }
}
