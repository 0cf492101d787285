import type { Checksum } from '../../../shared/checksum'
import type { DownloadOptions } from '../../../shared/download-options'
import type { Coroutine } from '../../kernel'
import type { Validator } from '../proof/validator'

/** Half-open `[start, end)`; an `end` of null means up to the end of the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number | null
}

/** How to ask, beyond the link. */
export type RequestOptions = Pick<
  DownloadOptions,
  'headers' | 'userAgent' | 'referer' | 'cookie' | 'login'
> & {
  /** `system`, `none`, or a link to the proxy. */
  readonly proxy: string
}

export interface GetRequest {
  readonly url: string
  readonly options: RequestOptions
  /** null asks for the whole without a Range header. */
  readonly range: ByteRange | null
  /** Value of If-Range. */
  readonly ifRange: string | null
}

/** What a server said, as facts, and the body that follows. */
export interface HttpResponse {
  readonly status: number
  /** Where the answer came from, after redirects. */
  readonly url: string
  /** The links that led on to `url`, in order; empty without a redirect. */
  readonly redirectedFrom: readonly string[]
  /** The media type alone, in lower case: `text/html`. */
  readonly contentType: string | null
  /** What the server calls itself. */
  readonly server: string | null
  /** Checksums of the whole file that the header gives (RFC 9530). */
  readonly checksums: readonly Checksum[]
  /** Content-Range, half-open; null if there is none that can be understood. */
  readonly contentRange: {
    readonly start: number
    readonly end: number
    readonly lengthBytes: number | null
  } | null
  /** How long the whole file is, as an answer says that refuses the range (RFC 9110 §14.4). */
  readonly refusedLengthBytes: number | null
  readonly contentLengthBytes: number | null
  readonly acceptsRanges: boolean
  readonly validator: Validator
  /** The Content-Encoding; null for the plain bytes. */
  readonly contentEncoding: string | null
  /** The name in Content-Disposition, as the server wrote it. */
  readonly fileName: string | null
  readonly retryAfterMs: number | null
  /**
   * Waits for bytes and returns all that have arrived, or null at the end of a whole body. They are
   * good until the next `read` or `close`: who needs them for longer copies them. Throws a
   * DownloadError (retryable) when the connection breaks.
   */
  read(): Coroutine<readonly Uint8Array[] | null>
  /** Lets the connection go; the body may be unread. May be called twice. */
  close(): void
}

export interface HttpSource {
  /** Sends a GET, follows redirects, waits for the header. Throws DownloadError. */
  get(request: GetRequest): Coroutine<HttpResponse>
}
