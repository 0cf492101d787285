import type { HostRecord, SegmentRecord } from '../../../src/main/engine/records'
import type { toColumns } from '../../../src/main/io/store/download-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { SpeedRecord } from '../../../src/shared/speed-record'
import type { TimelineEntry } from '../../../src/shared/timeline'

/** A running process that claims downloads. */
export interface Session {
  readonly isAlive: boolean
}

/** The row of a download, as in the real store. */
export type Columns = Readonly<ReturnType<typeof toColumns>>

export interface StoredDownload {
  readonly id: DownloadId
  readonly columns: Columns
  readonly session: Session
  /** Whether what it was completed with has come to its end too. */
  readonly isSettled: boolean
  readonly segments: readonly SegmentRecord[]
  readonly blocks: ReadonlyMap<number, Uint8Array>
  readonly speeds: SpeedRecord | null
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[]
}

/**
 * The contents of a store after a transaction. It is immutable: the next transaction makes a new
 * state, so every state to which a power cut may lead back still exists.
 */
export interface StoreState {
  /** The last assigned id. */
  readonly lastId: DownloadId
  readonly downloads: ReadonlyMap<DownloadId, StoredDownload>
  readonly hosts: ReadonlyMap<string, HostRecord>
  /** JSON by key. */
  readonly settings: ReadonlyMap<string, string>
}

export const EMPTY: StoreState = {
  lastId: 0,
  downloads: new Map(),
  hosts: new Map(),
  settings: new Map(),
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}

export function withDownload(state: StoreState, download: StoredDownload): StoreState {
  return { ...state, downloads: withEntry(state.downloads, download.id, download) }
}

/** Whether a download is not in the trash. */
export function isKept({ trashed_at_ms }: Columns): boolean {
  return trashed_at_ms === null
}
