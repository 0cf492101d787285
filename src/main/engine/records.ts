import type { Checksum } from '../../shared/checksum'
import type { DownloadId, DownloadState, Proof } from '../../shared/download'
import type { DownloadOptions } from '../../shared/download-options'
import type { ErrorInfo } from '../../shared/errors'
import type { Validator } from './ports/http'

/** A download in the store. */
export interface DownloadRecord {
  readonly id: DownloadId
  /** The position in the queue and in the list, lowest first; any real number. */
  readonly rank: number
  readonly url: string
  readonly dir: string
  /** The file name that a person asked for. */
  readonly wishedName: string | null
  readonly options: DownloadOptions
  readonly state: DownloadState
  /** The final name, reserved; null before the first response. */
  readonly fileName: string | null
  readonly partName: string | null
  readonly lengthBytes: number | null
  readonly validator: Validator
  readonly contentType: string | null
  /** The URL of the first response, after redirects; null before it. */
  readonly finalUrl: string | null
  /** The Server header of that response. */
  readonly server: string | null
  /** Checksums from the server, in addition to those of the options. */
  readonly foundChecksums: readonly Checksum[]
  readonly resumable: boolean | null
  readonly proof: Proof | null
  readonly error: ErrorInfo | null
  readonly addedAtMs: number
  readonly finishedAtMs: number | null
  readonly trashed: TrashMark | null
  /** A queued download does not start earlier; in ms since 1970. */
  readonly startAtMs: number | null
  readonly segments: readonly SegmentRecord[]
}

/** A part of a file: `[start, end)`, of which `[start, position)` is on disk. */
export interface SegmentRecord {
  readonly start: number
  readonly position: number
  /** Infinity while the length is unknown. */
  readonly end: number
}

/** Marks a download that a person removed. No list shows it; an undo may still restore it. */
export interface TrashMark {
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Whether its finished file is deleted too. */
  readonly withFile: boolean
}

export type DownloadDraft = Pick<
  DownloadRecord,
  'url' | 'dir' | 'wishedName' | 'options' | 'state' | 'addedAtMs'
> &
  Partial<Pick<DownloadRecord, 'startAtMs'>>

export type DownloadPatch = Partial<Omit<DownloadRecord, 'id' | 'addedAtMs' | 'segments'>>

/** The digest of a block of a file; see `proof/block-digests.ts`. */
export interface BlockRecord {
  readonly block: number
  readonly digest: Uint8Array
}

/** The number of connections that a host accepted. */
export interface HostRecord {
  readonly host: string
  readonly mostConnections: number
  /** Milliseconds since 1970. */
  readonly seenAtMs: number
}
