import type { DownloadId, DownloadState } from '../download'
import type { ErrorInfo } from '../errors'

/** What one request to a link tells of its file, before there is a download. */
export interface Preflight {
  /** Safe, as the file would be called. */
  readonly name: string
  /** Where redirects led; null if nothing answered. */
  readonly finalUrl: string | null
  readonly lengthBytes: number | null
  /** Whether the server can continue in the middle; null if it did not tell. */
  readonly resumable: boolean | null
  readonly contentType: string | null
  /** How well the server tells versions of the file apart. */
  readonly validator: 'strong' | 'weak' | 'none' | null
  /** Why there is no file to download. */
  readonly error: ErrorInfo | null
  /** A file of that name that is in the folder already. */
  readonly fileThere: { readonly lengthBytes: number } | null
  /** An unfinished file of that name is in the folder. */
  readonly isPartThere: boolean
}

/** A download that is in the list already. */
export interface ThereDownload {
  readonly id: DownloadId
  readonly name: string
  readonly dir: string
  readonly state: DownloadState
  /** Whether it has the same link, or else writes the same file. */
  readonly why: 'link' | 'file'
}

export interface PreflightReport extends Preflight {
  /** Those that are the same in some way; of the same link first. */
  readonly there: readonly ThereDownload[]
}
