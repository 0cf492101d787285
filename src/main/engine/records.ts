import type { Checksum } from '../../shared/checksum'
import type { DownloadId, DownloadState, Proof } from '../../shared/download'
import type { DownloadOptions } from '../../shared/download-options'
import type { ErrorInfo } from '../../shared/errors'
import type { Validator } from './proof/validator'

/** A download as it is kept. */
export interface DownloadRecord {
  readonly id: DownloadId
  /** Its place in the queue and in the list, lowest first; any real number. */
  readonly rank: number
  readonly url: string
  readonly dir: string
  /** The name that a person asked for. */
  readonly wishedName: string | null
  readonly options: DownloadOptions
  readonly state: DownloadState
  /** The final name, reserved; null before the server has answered. */
  readonly fileName: string | null
  readonly partName: string | null
  readonly lengthBytes: number | null
  readonly validator: Validator
  readonly contentType: string | null
  /** Where the first answer came from, after redirects; null before it. */
  readonly finalUrl: string | null
  /** What the server there calls itself. */
  readonly server: string | null
  /** What the server gave, beside those of the options. */
  readonly foundChecksums: readonly Checksum[]
  readonly resumable: boolean | null
  readonly proof: Proof | null
  readonly error: ErrorInfo | null
  readonly addedAtMs: number
  readonly finishedAtMs: number | null
  readonly discarded: Discarded | null
  /** A queued one does not start before; in ms since 1970. */
  readonly startAtMs: number | null
  readonly segments: readonly SegmentRecord[]
}

/** One tile of a file: `[start, end)`, of which `[start, position)` is on disk. */
export interface SegmentRecord {
  readonly start: number
  readonly position: number
  /** Infinity while the length is unknown. */
  readonly end: number
}

/** That a person has given a download up. It is in no list, and may still be had back for a while. */
export interface Discarded {
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Whether its finished file goes with it. */
  readonly withFile: boolean
}

export type DownloadDraft = Pick<
  DownloadRecord,
  'url' | 'dir' | 'wishedName' | 'options' | 'state' | 'addedAtMs'
> &
  Partial<Pick<DownloadRecord, 'startAtMs'>>

export type DownloadPatch = Partial<Omit<DownloadRecord, 'id' | 'addedAtMs' | 'segments'>>

/** The digest of a block of a file; see `ledger.ts`. */
export interface BlockRecord {
  readonly block: number
  readonly digest: Uint8Array
}

/** What a host was found to take. */
export interface HostRecord {
  readonly host: string
  readonly mostConnections: number
  /** Milliseconds since 1970. */
  readonly seenAtMs: number
}
