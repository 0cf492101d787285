import type { ClientRequest } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import got, { type Request, type Response } from 'got'
import { CancelledError, type Coroutine, until } from '../../kernel'
import type { Agents, Proxied } from './agents'
import type { BufferPool } from './buffer-pool'
import { type BodyConnection, PooledBody } from './pooled-body'
import { proxyRefusal } from './proxy/proxy-error'
import { lengthAsItIs } from './response-facts'
import { tapOf } from './socket-tap'
import { codeOf, translateHttpError } from './translate-error'

/** As much header as browsers accept; some sites send more than Node's 16 KiB. */
const MOST_HEADER_BYTES = 256 * 1024

export interface ExchangeRequest {
  /** Without login and fragment. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly proxy: URL | null
}

/** What all exchanges of a source share. */
export interface ExchangeResources {
  readonly agents: Agents
  readonly buffers: BufferPool
  readonly leastDivertedBytes: number
}

/**
 * One GET and its response, on a connection that no other exchange uses meanwhile. Redirects, logins
 * and cookies take several exchanges.
 *
 * Why got, with its redirects, retries and decompression switched off: it is the HTTP library that
 * Rill was designed around, it turns the request, the response and every failure into one stream,
 * and its client is exercised by far more servers than ours would be. Only long bodies bypass it.
 */
export class Exchange {
  readonly #request: ExchangeRequest
  readonly #resources: ExchangeResources
  /** Aborts a connection to a proxy; null without one, as it costs more than a request's header. */
  readonly #connecting: AbortController | null
  #stream: Request
  #sent: ClientRequest | null = null
  #socket: Socket | null = null
  #endsWithSocket = false
  #error: Error | null = null
  #diverted: PooledBody | null = null

  constructor(request: ExchangeRequest, resources: ExchangeResources) {
    this.#request = request
    this.#resources = resources
    this.#connecting = request.proxy === null ? null : new AbortController()
    this.#stream = this.#send(true)
  }

  /** The encoded body, unless it is diverted. */
  get stream(): Request {
    return this.#stream
  }

  /**
   * The error that broke the connection, if one was noticed. Only the socket knows of a reset: Node
   * ends a body that is delimited by the close of its connection as if it were complete.
   */
  get error(): Error | null {
    return this.#error ?? breakOf(this.#socket)
  }

  /** The body, if it bypasses the stream. */
  get diverted(): PooledBody | null {
    return this.#diverted
  }

  /** Whether a body that seems complete may still turn out to be cut off. */
  mayStillBreak(): boolean {
    return this.#endsWithSocket && this.#socket?.closed === false
  }

  onClose(listener: () => void): void {
    this.#socket?.once('close', listener)
  }

  /** Waits for the header of the response. Throws DownloadError after closing everything. */
  *header(): Coroutine<Response> {
    const { url, proxy } = this.#request
    try {
      const response = yield* until((signal) => this.#answered(signal))
      if (proxy !== null && response.statusCode === 407) throw proxyRefusal(407, url.host)
      return response
    } catch (error) {
      this.close()
      throw error instanceof CancelledError ? error : translateHttpError(error, url.href)
    }
  }

  /**
   * Releases the connection: it waits for a next request if its response was read to the end, and is
   * closed otherwise. May be called twice.
   */
  close(): void {
    this.#stream.destroy()
    this.#connecting?.abort()
  }

  #send(mayReuse: boolean): Request {
    const { url, headers } = this.#request
    const agent = this.#resources.agents.of(url, this.#proxied(), mayReuse)
    const stream = got.stream(url, {
      headers,
      agent: url.protocol === 'https:' ? { https: agent as HttpsAgent } : { http: agent },
      // HTTP/2 puts all segments on one connection: eight segments were slower in every measurement.
      http2: false,
      decompress: false,
      followRedirect: false,
      // Retries belong to the engine.
      retry: { limit: 0 },
      throwHttpErrors: false,
      maxHeaderSize: MOST_HEADER_BYTES,
    })
    stream.once('response', (response: Response) => this.#begun(response))
    stream.once('request', (sent) => {
      this.#sent = sent
      // At once: a short response may end before the next event.
      sent.once('socket', askAtEnd)
    })
    stream.on('error', (error) => {
      if (stream === this.#stream) this.#error ??= breakOf(this.#socket) ?? error
    })
    return stream
  }

  #proxied(): Proxied | null {
    const { proxy } = this.#request
    const signal = this.#connecting?.signal
    return proxy === null || signal === undefined ? null : { proxy, signal }
  }

  /** Reads the socket at once: a finished response has none. */
  #begun(response: Response): void {
    const { socket, headers } = response
    this.#socket = socket
    this.#endsWithSocket = !('content-length' in headers || 'transfer-encoding' in headers)
    const tap = tapOf(socket)
    tap?.divert((last) => this.#divert(response, last, () => tap.resume()))
  }

  /**
   * A server may close an idle connection at the moment of the next request. Then the request is sent
   * again on a new connection (RFC 9112 §9.3.1).
   */
  async #answered(signal: AbortSignal): Promise<Response> {
    signal.addEventListener('abort', () => this.close())
    try {
      return await responseOf(this.#stream)
    } catch (error) {
      if (signal.aborted || this.#sent?.reusedSocket !== true || !isClosedUnderway(error)) {
        throw error
      }
      this.#error = null
      this.#stream = this.#send(false)
      return await responseOf(this.#stream)
    }
  }

  /** `last` is the latest chunk of the parser; it ends with the first bytes of the body. */
  #divert(response: Response, last: Uint8Array, resume: () => void): PooledBody | null {
    const lengthBytes = lengthAsItIs(response)
    const beginningBytes = this.#stream.downloadProgress.transferred + response.readableLength
    if (lengthBytes === null) return null
    if (lengthBytes - beginningBytes < this.#resources.leastDivertedBytes) return null
    const body = new PooledBody(
      lengthBytes,
      this.#request.url.href,
      this.#lineOf(response.socket, resume),
      this.#resources.buffers,
    )
    body.begin(last.subarray(last.byteLength - beginningBytes))
    this.onClose(() => body.connectionClosed())
    this.#diverted = body
    return body
  }

  /** Ignores how the parser and the stream end: they did not see the body. */
  #lineOf(socket: Socket, resume: () => void): BodyConnection {
    let thrown: Error | null = null
    // The socket does not keep an error of TLS.
    socket.once('error', (error) => {
      thrown = error
    })
    return {
      error: () => unlessHarmless(thrown ?? socket.errored),
      resume,
      close: () => this.close(),
    }
  }
}

const asked = new WeakSet<Socket>()

/**
 * Asks the system at the end whether the connection was reset: libuv reports a reset as an end if
 * bytes precede it (`uv__stream_io` in its `src/unix/stream.c`). An empty write fails on a connection
 * that was reset, and is invisible on any other.
 */
function askAtEnd(socket: Socket): void {
  // A connection may serve several requests.
  if (asked.has(socket)) return
  asked.add(socket)
  // Before Node's own listener, which closes the socket.
  socket.prependOnceListener('end', () => {
    if (socket.writable) socket.write('')
  })
}

function breakOf(socket: Socket | null): Error | null {
  return unlessHarmless(socket?.errored ?? null)
}

/** Ignores EPIPE: the other side had already ended. */
function unlessHarmless(error: Error | null): Error | null {
  return codeOf(error) === 'EPIPE' ? null : error
}

function responseOf(stream: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
    stream.once('close', () => reject(new Error('closed before an answer came')))
  })
}

function isClosedUnderway(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(codeOf(error))
}
