import type { Socket } from 'node:net'
import got, { type Request, type Response } from 'got'
import type { Answer, GetRequest, HttpSource } from '../../engine/ports'
import { CancelledError, type Coroutine, Event, until } from '../../kernel'
import { answerFacts } from './answer-facts'
import { translateHttpError } from './translate-error'

const MOST_REDIRECTS = 20

/** Speaks HTTP through got's streams, one connection an answer. */
export class GotSource implements HttpSource {
  readonly #userAgent: string

  constructor(userAgent: string) {
    this.#userAgent = userAgent
  }

  *get(request: GetRequest): Coroutine<Answer> {
    const stream = got.stream(request.url, {
      headers: { ...requestHeaders(request), 'user-agent': this.#userAgent },
      // The bytes are wanted as they are on the server; retries belong to the engine.
      decompress: false,
      retry: { limit: 0 },
      throwHttpErrors: false,
      maxRedirects: MOST_REDIRECTS,
    })
    const body = new Body(stream, request.url)
    try {
      const response = yield* until((signal) => responseOf(stream, signal))
      return {
        ...answerFacts(response, response.url),
        redirectedFrom: [],
        read: () => body.read(),
        close: () => body.close(),
      }
    } catch (error) {
      body.close()
      throw error instanceof CancelledError ? error : translateHttpError(error, request.url)
    }
  }
}

function requestHeaders({ range, ifRange }: GetRequest): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  if (range !== null) {
    // RFC 9110 §14.1.2: both ends of a range are inclusive.
    headers.range = `bytes=${range.start}-${range.end === null ? '' : range.end - 1}`
    if (ifRange !== null) headers['if-range'] = ifRange
  }
  return headers
}

function responseOf(stream: Request, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
    stream.once('close', () => reject(new Error('closed before an answer came')))
    signal.addEventListener('abort', () => stream.destroy())
  })
}

/** What broke the connection under an answer; null before there is one, or if nothing did. */
function socketError(stream: Request): Error | null {
  // Wider than got's types: an answer that was let go, as a redirect is, has no socket any more.
  const response = stream.response as { readonly socket: Socket | null } | undefined
  return response?.socket?.errored ?? null
}

/** A got stream as something to read from, chunk after chunk. */
class Body {
  readonly #stream: Request
  readonly #requestUrl: string
  #ended = false
  #error: unknown = null
  /** Something happened on the stream since `read` last looked. */
  readonly #news = new Event('bytes')

  constructor(stream: Request, requestUrl: string) {
    this.#stream = stream
    this.#requestUrl = requestUrl
    stream.on('readable', () => this.#news.set())
    stream.on('end', () => {
      this.#ended = true
      this.#news.set()
    })
    stream.on('error', (error) => {
      // The socket knows of a reset; got only sees that bytes are missing.
      this.#error = socketError(stream) ?? error
      this.#news.set()
    })
    stream.on('close', () => this.#news.set())
  }

  *read(): Coroutine<readonly Uint8Array[] | null> {
    for (;;) {
      this.#news.clear()
      const chunks = this.#arrived()
      if (chunks.length > 0) return chunks
      if (this.#error !== null) throw translateHttpError(this.#error, this.#requestUrl)
      if (this.#ended) return null
      if (this.#stream.destroyed) {
        throw translateHttpError(new Error('closed in the middle'), this.#requestUrl)
      }
      yield* this.#news.wait()
    }
  }

  close(): void {
    this.#stream.destroy()
  }

  #arrived(): Uint8Array[] {
    const chunks: Uint8Array[] = []
    for (;;) {
      const chunk = this.#stream.read() as Uint8Array | null
      if (chunk === null) return chunks
      chunks.push(chunk)
    }
  }
}
