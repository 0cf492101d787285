import type { Socket } from 'node:net'
import got, { type Request, type Response } from 'got'
import { CancelledError, type Coroutine, until } from '../../kernel'
import type { Agents } from './agents'
import { lengthAsItIs } from './answer-facts'
import { proxyRefusal } from './proxy/proxy-error'
import { type Line, SlabBody } from './slab-body'
import type { Slabs } from './slabs'
import { tapOf } from './tap'
import { codeOf, translateHttpError } from './translate-error'

/** As much header as browsers take; some sites have more than Node's 16 KiB. */
const MOST_HEADER_BYTES = 256 * 1024

export interface ExchangeRequest {
  /** Without login and fragment. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly proxy: URL | null
}

/**
 * One GET and its answer, on a connection of its own. Redirects, logins and cookies are a matter of
 * several of these.
 */
export class Exchange {
  /** The body, as it comes, unless it is diverted. */
  readonly stream: Request
  readonly #request: ExchangeRequest
  readonly #slabs: Slabs
  readonly #connecting = new AbortController()
  #socket: Socket | null = null
  #endsWithSocket = false
  #error: Error | null = null
  #diverted: SlabBody | null = null

  constructor(request: ExchangeRequest, agents: Agents, slabs: Slabs) {
    this.#request = request
    this.#slabs = slabs
    this.stream = got.stream(request.url, {
      headers: request.headers,
      agent: agents.of(request.url, request.proxy, this.#connecting.signal),
      // Over HTTP/2 all segments share one connection: eight of them were slower in every round.
      http2: false,
      decompress: false,
      followRedirect: false,
      // Retries belong to the engine.
      retry: { limit: 0 },
      throwHttpErrors: false,
      maxHeaderSize: MOST_HEADER_BYTES,
    })
    // Asked for now: an answer that is over has no socket any more.
    this.stream.once('response', (response: Response) => {
      const { socket, headers } = response
      this.#socket = socket
      this.#endsWithSocket = !('content-length' in headers || 'transfer-encoding' in headers)
      const tap = tapOf(socket)
      tap?.divert((last) => this.#divert(response, last, () => tap.resume()))
    })
    // Now: a short answer is over before anybody is told of it.
    this.stream.once('request', (sent) => sent.once('socket', askAtEnd))
    this.stream.on('error', (error) => {
      this.#error ??= breakOf(this.#socket) ?? error
    })
  }

  /**
   * What broke the connection, as far as anybody has noticed. The socket knows of a reset; Node ends
   * a body that goes up to the close of its connection as if all were well.
   */
  get error(): Error | null {
    return this.#error ?? breakOf(this.#socket)
  }

  /** The body, if it goes past the stream. */
  get diverted(): SlabBody | null {
    return this.#diverted
  }

  /** Whether nobody can tell yet if a body that seems to be over has been cut off. */
  mayStillBreak(): boolean {
    return this.#endsWithSocket && this.#socket?.closed === false
  }

  onClose(listener: () => void): void {
    this.#socket?.once('close', listener)
  }

  /** Waits for the header of the answer. Throws DownloadError; then nothing is left open. */
  *header(): Coroutine<Response> {
    const { url, proxy } = this.#request
    try {
      const response = yield* until((signal) => responseOf(this.stream, signal))
      if (proxy !== null && response.statusCode === 407) throw proxyRefusal(407, url.host)
      return response
    } catch (error) {
      this.close()
      throw error instanceof CancelledError ? error : translateHttpError(error, url.href)
    }
  }

  /** Lets the connection go, however far it has come. May be called twice. */
  close(): void {
    this.stream.destroy()
    this.#connecting.abort()
  }

  /** `last` is what the parser has had last; the beginning of the body ends it. */
  #divert(response: Response, last: Uint8Array, resume: () => void): SlabBody | null {
    const lengthBytes = lengthAsItIs(response)
    const beginningBytes = this.stream.downloadProgress.transferred + response.readableLength
    if (lengthBytes === null || beginningBytes >= lengthBytes) return null
    const body = new SlabBody(
      lengthBytes,
      this.#request.url.href,
      this.#lineOf(response.socket, resume),
      this.#slabs,
    )
    body.begin(last.subarray(last.byteLength - beginningBytes))
    this.onClose(() => body.lineClosed())
    this.#diverted = body
    return body
  }

  /** What the parser and the stream make of its end, which have not heard the body, is no matter. */
  #lineOf(socket: Socket, resume: () => void): Line {
    let thrown: Error | null = null
    // Of what goes wrong in TLS the socket keeps no record.
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

/**
 * Has the system asked at the end whether the connection was reset: libuv takes a reset for an end
 * if it finds bytes before it (`uv__stream_io` in its `src/unix/stream.c`). Writes nothing, which
 * fails on a connection that was reset, and is not seen on any other.
 */
function askAtEnd(socket: Socket): void {
  // In front of Node's own listener, which closes the socket.
  socket.prependOnceListener('end', () => {
    if (socket.writable) socket.write('')
  })
}

function breakOf(socket: Socket | null): Error | null {
  return unlessHarmless(socket?.errored ?? null)
}

/** That the other side takes no more (EPIPE) is no harm: it had ended before. */
function unlessHarmless(error: Error | null): Error | null {
  return codeOf(error) === 'EPIPE' ? null : error
}

function responseOf(stream: Request, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
    stream.once('close', () => reject(new Error('closed before an answer came')))
    signal.addEventListener('abort', () => stream.destroy())
  })
}
