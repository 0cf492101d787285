import type { Checksum } from '../../../shared/checksum'
import type { DownloadOptions } from '../../../shared/download-options'
import type { Coroutine } from '../../kernel'

/** Half-open `[start, end)`; null means up to the end of the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number | null
}

/** How to send a request, apart from its URL. */
export type RequestOptions = Pick<
  DownloadOptions,
  'headers' | 'userAgent' | 'referer' | 'cookie' | 'login'
> & {
  /** `system`, `none`, or the URL of a proxy. */
  readonly proxy: string
}

export interface GetRequest {
  readonly url: string
  readonly options: RequestOptions
  /** null requests the whole file without a Range header. */
  readonly range: ByteRange | null
  /** Value of If-Range. */
  readonly ifRange: string | null
}

/** What identifies a version of a resource (RFC 9110 §8.8), as the server wrote it. */
export interface Validator {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** The header of a response as facts, and its body. */
export interface HttpResponse {
  readonly status: number
  /** The URL of the response, after redirects. */
  readonly url: string
  /** The URLs that redirected to `url`, in order; empty without a redirect. */
  readonly redirectedFrom: readonly string[]
  /** The media type without parameters, in lower case: `text/html`. */
  readonly contentType: string | null
  /** The Server header. */
  readonly server: string | null
  /** Checksums of the whole file from the header (RFC 9530). */
  readonly checksums: readonly Checksum[]
  /** Content-Range, half-open; null if it is missing or invalid. */
  readonly contentRange: {
    readonly start: number
    readonly end: number
    readonly lengthBytes: number | null
  } | null
  /** The length of the whole file, from a response that refuses the range (RFC 9110 §14.4). */
  readonly refusedLengthBytes: number | null
  readonly contentLengthBytes: number | null
  readonly acceptsRanges: boolean
  readonly validator: Validator
  /** The Content-Encoding; null if there is none. */
  readonly contentEncoding: string | null
  /** The name in Content-Disposition, as the server wrote it. */
  readonly fileName: string | null
  readonly retryAfterMs: number | null
  /**
   * Waits for bytes and returns all that have arrived, or null at the end of a complete body. The
   * chunks are valid until the next `read` or `close`; copy them to keep them longer. Throws a
   * retryable DownloadError if the connection breaks.
   */
  read(): Coroutine<readonly Uint8Array[] | null>
  /** Releases the connection, also with an unread body. May be called twice. */
  close(): void
}

export interface HttpSource {
  /** Sends a GET, follows redirects and waits for the header. Throws DownloadError. */
  get(request: GetRequest): Coroutine<HttpResponse>
}
