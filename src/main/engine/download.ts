import { DownloadError } from './download-error'
import { nameFromUrl } from './name-from-url'
import type { BlockRecord, DownloadPatch, DownloadRecord, SegmentRecord, Store } from './ports'
import { Timeline } from './timeline'

/** One download in memory, and the only way to change its record. */
export class Download {
  #record: DownloadRecord
  readonly #store: Store
  readonly #changed: () => void
  #verifiedBytes: number | null = null
  /** What happened to it, and why. */
  readonly timeline: Timeline

  /** `epochMs` is the calendar's. */
  constructor(
    record: DownloadRecord,
    store: Store,
    { changed, epochMs }: { readonly changed: () => void; readonly epochMs: () => number },
  ) {
    this.#record = record
    this.#store = store
    this.#changed = changed
    this.timeline = new Timeline(record.id, store, epochMs)
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

  /** Makes it a failed one, or one that needs a link, and records that if the store still can. */
  fail(error: DownloadError): void {
    try {
      const state = error.family === 'link' ? 'needs-link' : 'failed'
      this.patch({ state, error: error.info })
      this.timeline.note(state, error)
    } catch (storeError) {
      // The store failed, which may well be the reason: memory has the state, and the next start
      // finds the last one recorded.
      if (!(storeError instanceof DownloadError)) throw storeError
    }
  }

  /** Records which bytes are on disk, and the digests of further blocks. */
  checkpoint(segments: readonly SegmentRecord[], blocks: readonly BlockRecord[] = []): void {
    this.#store.checkpoint(this.id, segments, blocks)
    this.#record = { ...this.#record, segments }
  }

  forgetBlocks(): void {
    this.#store.forgetBlocks(this.id)
  }

  /** Bytes read so far by a check that is running; null while there is none. */
  get verifiedBytes(): number | null {
    return this.#verifiedBytes
  }

  verified(bytes: number | null): void {
    this.#verifiedBytes = bytes
    this.#changed()
  }

  /** Tells of progress that is not recorded. */
  progressed(): void {
    this.#changed()
  }
}
