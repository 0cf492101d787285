import { type Coroutine, TimeoutError, timeout } from '../../kernel'
import { DownloadError } from '../download-error'
import type { ByteRange, HttpResponse, HttpSource, RequestOptions } from '../ports/http'

export interface RequesterOptions {
  readonly source: HttpSource
  /** Read for each request, so that changed options apply to the next one. */
  readonly options: () => RequestOptions
  /** Silence that counts as a stall, in milliseconds. */
  readonly stallMs: number
}

/** Sends requests and reads their responses; a server that stays silent is a `stalled` error. */
export class Requester {
  readonly stallMs: number
  readonly #source: HttpSource
  readonly #options: () => RequestOptions

  constructor({ source, options, stallMs }: RequesterOptions) {
    this.stallMs = stallMs
    this.#source = source
    this.#options = options
  }

  /** Sends a GET and waits for the header; a `range` of null asks for the whole. Throws DownloadError. */
  *get(
    url: string,
    range: ByteRange | null,
    ifRange: string | null = null,
  ): Coroutine<HttpResponse> {
    const request = { url, options: this.#options(), range, ifRange }
    return yield* withStallError(url, () => timeout(this.stallMs, () => this.#source.get(request)))
  }

  /** Waits for bytes as `HttpResponse.read` does. Throws DownloadError. */
  *read(response: HttpResponse): Coroutine<readonly Uint8Array[] | null> {
    return yield* withStallError(response.url, () => timeout(this.stallMs, () => response.read()))
  }
}

/** Turns a timeout of `body` into a `stalled` error. */
export function* withStallError<T>(url: string, body: () => Coroutine<T>): Coroutine<T> {
  try {
    return yield* body()
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    throw new DownloadError('stalled', { host: new URL(url).host }, error)
  }
}
