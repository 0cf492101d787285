import type { DownloadId } from '../../../shared/download'
import type { Settings } from '../../../shared/settings'
import type { SpeedRecord } from '../../../shared/speed-record'
import type { TimelineEntry } from '../../../shared/timeline'
import type { Coroutine } from '../../kernel'
import type {
  BlockRecord,
  DownloadDraft,
  DownloadPatch,
  DownloadRecord,
  HostRecord,
  SegmentRecord,
} from '../records'

/**
 * The state that outlives the process. Several processes may share it.
 *
 * Every method that writes is one transaction, and every method throws DownloadError if it fails.
 * The end of the process loses nothing, except writes inside `transactions.deferCommit`. A power cut
 * may lose the latest transactions, back to the last `transactions.flush`. `downloads.insert` and
 * `settings.write` are stricter: they are on disk when they return, and throw inside a batch.
 */
export interface Store {
  readonly downloads: DownloadStore
  readonly claims: ClaimStore
  readonly checkpoints: CheckpointStore
  readonly timelines: TimelineStore
  readonly speeds: SpeedStore
  readonly hosts: HostStore
  readonly settings: SettingsStore
  readonly transactions: Transactions
}

/** The records of downloads. */
export interface DownloadStore {
  /**
   * Records new downloads, ranked after all others, with the first entry of their timelines. An id
   * is never reused.
   */
  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[]
  update(id: DownloadId, patch: DownloadPatch): void
  /** Applies one patch to many downloads. */
  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void
  remove(ids: readonly DownloadId[]): void
  /**
   * A completed download that is not trashed. It may belong to another process: do not change it
   * without a claim.
   */
  completed(id: DownloadId): DownloadRecord | null
  /** All of them in the order of their ranks. There may be 100,000. */
  allCompleted(): DownloadRecord[]
  /** Whether an unfinished download of any process writes to this part file. */
  hasPart(dir: string, partName: string): boolean
}

/**
 * Which process owns which download. A claim ends with the process, so that the next process can
 * take the download over. No method takes a download that another living process owns.
 */
export interface ClaimStore {
  /**
   * Takes all downloads that are neither completed nor trashed, in the order of their ranks.
   * Afterwards `takeUnfinished` finds no completed download of an earlier process any more.
   */
  takeAll(): DownloadRecord[]
  /** Takes all trashed downloads in any state. */
  takeTrashed(): DownloadRecord[]
  /** Takes those of the downloads that are completed and not trashed; returns their ids. */
  takeCompleted(ids: readonly DownloadId[]): DownloadId[]
  /** Takes one download in any state. */
  take(id: DownloadId): DownloadRecord | null
  /**
   * Takes a download of this link, folder and wished name that is not trashed: an unfinished
   * download, or one completed by a command that was killed before its other downloads finished.
   */
  takeUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null
  /** Takes the newest download that finished this file and is not trashed. */
  takeFinished(dir: string, fileName: string): DownloadRecord | null
  /** Removes those of the downloads that are completed and not trashed; returns their ids. */
  removeCompleted(ids: readonly DownloadId[]): DownloadId[]
}

/** Which bytes of a download are on disk, and the digests of its blocks. */
export interface CheckpointStore {
  /** Replaces the segments, and adds or replaces the digests of `blocks`. */
  write(id: DownloadId, segments: readonly SegmentRecord[], blocks?: readonly BlockRecord[]): void
  /** The recorded digests, ordered by block. */
  blocks(id: DownloadId): BlockRecord[]
  /** Without `blocks`: all of them. */
  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void
}

/** What happened to each download, and why. */
export interface TimelineStore {
  /** Throws `disk-error` for an unknown download. */
  note(id: DownloadId, entry: TimelineEntry): void
  /** Adds one entry to many timelines; ignores unknown ids. */
  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void
  /** Oldest first. */
  entries(id: DownloadId): TimelineEntry[]
}

/** The speed history of each download. */
export interface SpeedStore {
  /** null if none is recorded. */
  read(id: DownloadId): SpeedRecord | null
  /** Ignores an unknown id. */
  write(id: DownloadId, record: SpeedRecord): void
}

/** How many connections each host accepted. */
export interface HostStore {
  /** null if none is recorded. */
  read(host: string): HostRecord | null
  write(record: HostRecord): void
}

export interface SettingsStore {
  /** The stored values, and the defaults of all others. */
  read(): Settings
  write(patch: Partial<Settings>): void
}

/** How several writes become one, and how they become durable. */
export interface Transactions {
  /** Runs `work` as one transaction: all of its writes, or, if it throws, none. */
  batch<T>(work: () => T): T
  /**
   * Like `batch`, with a later commit that many calls share. It comes at the end of the event loop's
   * turn, or earlier, before the next write outside `deferCommit` and before a `flush`, which both
   * throw the error of a failed commit. A process that ends before then loses the writes.
   */
  deferCommit<T>(work: () => T): T
  /** Returns when all committed writes would survive a power cut. */
  flush(): Coroutine<void>
}
