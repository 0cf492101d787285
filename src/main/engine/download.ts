import type { DownloadId } from '../../shared/download'
import { shownName } from '../../shared/name-from-url'
import { DownloadError } from './download-error'
import type { Store } from './ports/store'
import type { BlockRecord, DownloadPatch, DownloadRecord, SegmentRecord } from './records'
import { Timeline } from './timeline'

/** What all downloads of an engine have in common. */
export interface DownloadHome {
  readonly store: Store
  readonly changed: (id: DownloadId) => void
  /** The calendar's time. */
  readonly epochMs: () => number
}

/**
 * One download in memory, and the only way to change its record. There may be a hundred thousand
 * that wait, so it has no more fields than it needs.
 */
export class Download {
  #record: DownloadRecord
  readonly #home: DownloadHome
  #verifiedBytes: number | null = null

  constructor(record: DownloadRecord, home: DownloadHome) {
    this.#record = record
    this.#home = home
  }

  /** Changes the same facts of many downloads of one home, as one transaction. */
  static patchAll(downloads: readonly Download[], patch: DownloadPatch): void {
    const [first] = downloads
    if (first === undefined) return
    for (const download of downloads) {
      download.#record = { ...download.#record, ...patch }
      download.#changed()
    }
    first.#home.store.downloads.updateAll(
      downloads.map(({ id }) => id),
      patch,
    )
  }

  /** What happened to it, and why. */
  get timeline(): Timeline {
    const { store, epochMs } = this.#home
    return new Timeline(this.id, store.timelines, epochMs)
  }

  get record(): DownloadRecord {
    return this.#record
  }

  get id(): DownloadId {
    return this.#record.id
  }

  /** The name to show. */
  get name(): string {
    return shownName(this.#record)
  }
  /** Changes facts, tells of it, and records it. Throws DownloadError if the store cannot. */
  patch(patch: DownloadPatch): void {
    this.#record = { ...this.#record, ...patch }
    this.#changed()
    this.#home.store.downloads.update(this.id, patch)
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
    this.#home.store.checkpoints.write(this.id, segments, blocks)
    this.#record = { ...this.#record, segments }
  }

  forgetBlocks(): void {
    this.#home.store.checkpoints.forgetBlocks(this.id)
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

  #changed(): void {
    this.#home.changed(this.id)
  }
}
