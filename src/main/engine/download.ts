import { DownloadError } from './download-error'
import { nameFromUrl } from './name-from-url'
import type { DownloadPatch, DownloadRecord, SegmentRecord, Store } from './ports'

/** One download in memory, and the only way to change its record. */
export class Download {
  #record: DownloadRecord
  readonly #store: Store
  readonly #changed: () => void

  constructor(record: DownloadRecord, store: Store, changed: () => void) {
    this.#record = record
    this.#store = store
    this.#changed = changed
  }

  get record(): DownloadRecord {
    return this.#record
  }

  get id(): number {
    return this.#record.id
  }

  /** The name to show. */
  get name(): string {
    const { fileName, wishedName, url } = this.#record
    return fileName ?? wishedName ?? nameFromUrl(url)
  }

  /** Changes facts, tells of it, and records it. Throws DownloadError if the store cannot. */
  patch(patch: DownloadPatch): void {
    this.#record = { ...this.#record, ...patch }
    this.#changed()
    this.#store.update(this.id, patch)
  }

  /** Makes it a failed one, and records that if the store still can. */
  fail(error: DownloadError): void {
    try {
      this.patch({ state: 'failed', error: error.info })
    } catch (storeError) {
      // The store failed, which may well be the reason: memory has the state, and the next start
      // finds the last one recorded.
      if (!(storeError instanceof DownloadError)) throw storeError
    }
  }

  /** Records which bytes are on disk. */
  checkpoint(segments: readonly SegmentRecord[]): void {
    this.#store.checkpoint(this.id, segments)
    this.#record = { ...this.#record, segments }
  }

  /** Tells of progress that is not recorded. */
  progressed(): void {
    this.#changed()
  }
}
