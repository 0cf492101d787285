import type { Checksum } from './checksum'
import type { DownloadId, DownloadState, DownloadView } from './download'
import type { DownloadOptions } from './download-options'
import type { SpeedRecord } from './speed-record'

/** The connection at work on a segment. */
export interface SegmentWork {
  readonly isReceiving: boolean
  readonly speedBytesPerSec: number
}

/** A tile of the file: `[start, end)`, of which `[start, position)` is there. */
export interface DetailsSegment {
  readonly start: number
  readonly position: number
  /** null while the length is unknown. */
  readonly end: number | null
  readonly work: SegmentWork | null
}

/**
 * What keeps connections from being more: `server` gives no parts; `chosen` for this download, or
 * the general `setting`; the `host` has no more places; it has `refused` one not long ago; they are
 * still `growing`; so `little-left` to fetch that more would be slower.
 */
export const CONNECTION_LIMITS = [
  'server',
  'chosen',
  'setting',
  'host',
  'refused',
  'growing',
  'little-left',
] as const

export interface ConnectionPlan {
  /** So many there should be now. */
  readonly most: number
  readonly limitedBy: (typeof CONNECTION_LIMITS)[number]
}

/** `waiting` until the file is whole; `unused` where a person's own took precedence. */
export const CHECKSUM_VERDICTS = ['waiting', 'matches', 'differs', 'unused'] as const

export interface KnownChecksum extends Checksum {
  readonly source: 'person' | 'server'
  readonly verdict: (typeof CHECKSUM_VERDICTS)[number]
}

/** The options of a download as the window may know them: of a login the user's name alone. */
export interface ShownOptions extends Omit<DownloadOptions, 'login' | 'checksums' | 'mirrors'> {
  readonly user: string | null
}

/** All there is to know of a download beyond its row in the list. */
export interface DownloadDetails {
  readonly id: DownloadId
  /** Where redirects led; null until the server has answered, or without any. */
  readonly finalUrl: string | null
  readonly server: string | null
  /** Other links of the same file. */
  readonly mirrors: readonly string[]
  readonly etag: string | null
  readonly lastModified: string | null
  readonly contentType: string | null
  /** Absolute path of the file, finished or not; null if there is none yet. */
  readonly path: string | null
  readonly checksums: readonly KnownChecksum[]
  readonly options: ShownOptions
  readonly segments: readonly DetailsSegment[]
  /** Whether what is missing was there and is damaged. */
  readonly isDamaged: boolean
  /** null while it does not run. */
  readonly plan: ConnectionPlan | null
  /** 1 for the first of those that wait; null for one that does not. */
  readonly queuePlace: number | null
  /** So many bytes would be there after a crash. */
  readonly recordedBytes: number
  readonly speeds: SpeedRecord | null
}

/** A download as the details show it, at one moment. */
export interface DetailsReport {
  readonly view: DownloadView
  readonly details: DownloadDetails
}

/** Several downloads together. */
export interface DownloadsSummary {
  readonly count: number
  readonly states: Readonly<Partial<Record<DownloadState, number>>>
  readonly doneBytes: number
  /** Of those whose length is known. */
  readonly lengthBytes: number
  /** Of how many the length is not known. */
  readonly unknownLengths: number
  readonly speedBytesPerSec: number
  readonly connections: number
  readonly hosts: readonly string[]
  readonly folders: readonly string[]
}
