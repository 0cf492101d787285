import type { DownloadId } from '../../../shared/download'
import { shownName } from '../../../shared/name-from-url'
import type { TimelineKind } from '../../../shared/timeline'
import type { DownloadError } from '../download-error'
import type { Store } from '../ports/store'
import type { BlockRecord, DownloadPatch, DownloadRecord, SegmentRecord } from '../records'
import { type Facts, Timeline } from '../timeline'
import type { FilePlan } from './file-plan'
import { type FileState, fileStateOf, type ReservedNames } from './file-state'

/** What all downloads of an engine share. */
export interface DownloadHome {
  readonly store: Store
  readonly changed: (id: DownloadId) => void
  /** The calendar's time, in ms since 1970. */
  readonly epochMs: () => number
}

/** Facts that the phase and the trash decide; only an operation of `Download` changes them. */
type LifeColumn = 'state' | 'error' | 'startAtMs' | 'finishedAtMs' | 'trashed'

/** Facts about a download that do not touch its life, nor the names of its file. */
export type FactsPatch = Omit<DownloadPatch, LifeColumn | keyof ReservedNames>

/**
 * The record of a download, in memory and in the store: a change is told to the window and recorded.
 * Methods that record throw the DownloadError of the store.
 */
export class RecordedDownload {
  protected readonly home: DownloadHome
  #record: DownloadRecord
  #verifiedBytes: number | null = null

  constructor(record: DownloadRecord, home: DownloadHome) {
    this.#record = record
    this.home = home
  }

  /** Changes the same facts of many downloads of one home, as one transaction. */
  protected static changeAll(downloads: readonly RecordedDownload[], patch: DownloadPatch): void {
    const [first] = downloads
    if (first === undefined) return
    for (const download of downloads) download.#remember(patch)
    first.home.store.downloads.updateAll(
      downloads.map(({ id }) => id),
      patch,
    )
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

  /** What there is of its file. */
  get file(): FileState {
    return fileStateOf(this.#record)
  }

  /** What happened to it, and why. */
  get timeline(): Timeline {
    const { store, epochMs } = this.home
    return new Timeline(this.id, store.timelines, epochMs)
  }

  /** Changes facts that do not touch its life. */
  patch(facts: FactsPatch): void {
    this.change(facts)
  }

  /** Records what the first response says, and the names reserved for the file, if any. */
  plan(plan: FilePlan, names: Partial<ReservedNames>): void {
    this.change({ ...names, ...plan })
  }

  /** The file stands, or will stand, under these names. */
  place(names: Partial<ReservedNames> & Partial<Pick<DownloadRecord, 'dir'>>): void {
    this.change(names)
  }

  /** Records which bytes are on disk, and the digests of further blocks. */
  checkpoint(segments: readonly SegmentRecord[], blocks: readonly BlockRecord[] = []): void {
    this.home.store.checkpoints.write(this.id, segments, blocks)
    this.#record = { ...this.#record, segments }
  }

  /** Bytes read so far by a check or a copy that is running; null while there is none. */
  get verifiedBytes(): number | null {
    return this.#verifiedBytes
  }

  verified(bytes: number | null): void {
    this.#verifiedBytes = bytes
    this.progressed()
  }

  /** Tells of progress that is not recorded. */
  progressed(): void {
    this.home.changed(this.id)
  }

  /** Memory has the new facts even where the store cannot record them. */
  protected change(patch: DownloadPatch): void {
    this.#remember(patch)
    this.home.store.downloads.update(this.id, patch)
  }

  /** Records `work` and the entry of it in the timeline as one transaction. */
  protected noted(
    work: () => void,
    kind: TimelineKind,
    ...what: readonly (DownloadError | Facts)[]
  ): void {
    this.home.store.transactions.batch(() => {
      work()
      this.timeline.note(kind, ...what)
    })
  }

  #remember(patch: DownloadPatch): void {
    this.#record = { ...this.#record, ...patch }
    this.progressed()
  }
}
