import { EventEmitter } from 'node:events'
import { Event } from '../../../src/main/kernel'
import type { World } from '../world/world'

/** Bytes that the systems on the way take in while the client does not read. */
const BUFFER_BYTES = 256 * 1024

/** Bytes per second of one connection: fast, but not infinite. */
const BYTES_PER_SEC = 64 * 1024 * 1024

type HeaderValue = string | number | readonly string[]

/** The head of a response as the client receives it; names in lower case. */
export interface Head {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[]>>
}

/** How the body ended, or how the connection broke. */
export type BodyEnd = 'whole' | 'closed' | 'reset'

/**
 * The response of a simulated server to one request. Handlers use it as a `ServerResponse`: it has the
 * members that handlers of files and pages need. Bytes take time to arrive, and the server has to wait
 * for a client that does not read.
 */
export class SimResponse extends EventEmitter {
  statusCode = 200
  headersSent = false
  writableFinished = false
  /** Notifies the client. */
  readonly news = new Event('a response')
  /** Lets a handler break the connection instead of ending the response. */
  readonly socket = {
    end: () => this.#end('closed'),
    resetAndDestroy: () => this.breakOff('reset'),
  }
  readonly #world: World
  #headers: Record<string, string | string[]> = {}
  #isHeadOut = false
  #queue: { readonly bytes: Uint8Array; readonly atMs: number }[] = []
  #queuedBytes = 0
  #lastArrivalMs = 0
  #ending: BodyEnd | null = null
  #isClosed = false

  constructor(world: World) {
    super()
    this.#world = world
  }

  // The server's side.

  writeHead(statusCode: number, headers: Readonly<Record<string, HeaderValue>> = {}): this {
    this.statusCode = statusCode
    this.headersSent = true
    for (const [name, value] of Object.entries(headers)) {
      const isList = Array.isArray(value) || name.toLowerCase() === 'set-cookie'
      this.#headers[name.toLowerCase()] = isList ? [value].flat().map(String) : String(value)
    }
    return this
  }

  flushHeaders(): void {
    this.headersSent = true
    this.#isHeadOut = true
    this.news.set()
  }

  /** False when so many bytes are unread that the server has to wait for `drain`. */
  write(chunk: string | Uint8Array): boolean {
    this.flushHeaders()
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (bytes.byteLength > 0 && this.#ending === null && !this.#isClosed) {
      const startMs = Math.max(this.#world.now(), this.#lastArrivalMs)
      this.#lastArrivalMs = startMs + (bytes.byteLength / BYTES_PER_SEC) * 1000
      this.#queue.push({ bytes, atMs: this.#lastArrivalMs })
      this.#queuedBytes += bytes.byteLength
      this.news.set()
    }
    return this.#queuedBytes < BUFFER_BYTES
  }

  end(chunk?: string | Uint8Array): this {
    if (!this.#isHeadOut && !('content-length' in this.#headers)) {
      this.writeHead(this.statusCode, { 'content-length': Buffer.byteLength(chunk ?? '') })
    }
    if (chunk !== undefined) this.write(chunk)
    this.flushHeaders()
    this.#end('whole')
    return this
  }

  destroy(): this {
    this.breakOff('reset')
    return this
  }

  /** Ends the connection at once; bytes in flight are lost. */
  breakOff(how: Exclude<BodyEnd, 'whole'>): void {
    if (this.#isClosed) return
    this.#queue = []
    this.#queuedBytes = 0
    this.#ending = how
    this.news.set()
    this.#close()
  }

  // The client's side.

  /** The head, once it has been sent; null until then. */
  head(): Head | null {
    return this.#isHeadOut ? { statusCode: this.statusCode, headers: this.#headers } : null
  }

  /** The next bytes that have arrived; null if there are none. */
  take(): readonly Uint8Array[] | null {
    const now = this.#world.now()
    const arrived = this.#queue.findIndex(({ atMs }) => atMs > now)
    const taken = this.#queue.splice(0, arrived === -1 ? this.#queue.length : arrived)
    if (taken.length === 0) return null
    const wasFull = this.#queuedBytes >= BUFFER_BYTES
    for (const { bytes } of taken) this.#queuedBytes -= bytes.byteLength
    if (wasFull && this.#queuedBytes < BUFFER_BYTES) this.#world.soon(() => this.emit('drain'))
    this.#finishOnceSent()
    return taken.map(({ bytes }) => bytes)
  }

  /** When the next bytes arrive; infinity if none are in flight. */
  get nextArrivalMs(): number {
    return this.#queue[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  /** How the response ended; null until all its bytes are taken. */
  get ending(): BodyEnd | null {
    return this.#queue.length === 0 ? this.#ending : null
  }

  /** The client closes the connection. */
  leave(): void {
    this.#queue = []
    this.#queuedBytes = 0
    this.#close()
  }

  #end(how: BodyEnd): void {
    this.#ending ??= how
    this.news.set()
    this.#finishOnceSent()
  }

  /** The server is done when the system has buffered the last byte. */
  #finishOnceSent(): void {
    if (this.#ending === null || this.#queuedBytes > BUFFER_BYTES || this.#isClosed) return
    this.writableFinished = this.#ending === 'whole'
    this.#close()
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#world.soon(() => this.emit('close'))
  }
}
