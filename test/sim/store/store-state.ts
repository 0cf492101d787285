import type { HostRecord, SegmentRecord } from '../../../src/main/engine/records'
import type { toColumns } from '../../../src/main/io/store/download-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { SpeedRecord } from '../../../src/shared/speed-record'
import type { TimelineEntry } from '../../../src/shared/timeline'

/** A life of the program that works on downloads. */
export interface Session {
  readonly isAlive: boolean
}

/** The row of a download, as the real store has it. */
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
 * All that is in a store, after some transaction. It never changes: the next transaction makes
 * another one of it, so that every moment to which a power cut may lead back is still there.
 */
export interface StoreState {
  /** The last id that was given. */
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

/** Whether a download is not discarded. */
export function isKept({ discarded_at_ms }: Columns): boolean {
  return discarded_at_ms === null
}
