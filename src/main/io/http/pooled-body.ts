import { DownloadError } from '../../engine/download-error'
import { type Coroutine, Event } from '../../kernel'
import { BUFFER_BYTES, type BufferPool } from './buffer-pool'
import type { Sink } from './socket-tap'
import { translateBodyError } from './translate-error'

/** Some are written to disk while the others fill. */
const MOST_BUFFERS = 3

/** Smaller remainders of a buffer stay unused: a TLS record has up to this size. */
const LEAST_ROOM_BYTES = 16 * 1024

/** The connection of a body. */
export interface BodyConnection {
  /** The error that broke it, if one was noticed. */
  error(): Error | null
  /** Continues reading after `received` returned false. */
  resume(): void
  close(): void
}

interface PooledBuffer {
  readonly bytes: Uint8Array
  filledBytes: number
  takenBytes: number
}

/**
 * A body of known length that the system writes directly into pooled buffers, so that no byte is
 * copied. Returned chunks are valid until the next `read` or `close`.
 */
export class PooledBody implements Sink {
  readonly #lengthBytes: number
  readonly #url: string
  readonly #line: BodyConnection
  readonly #pool: BufferPool
  /** Oldest first; the next bytes go into the last one. */
  #buffers: PooledBuffer[] = []
  #arrivedBytes = 0
  #isStopped = false
  #isLineClosed = false
  #isClosed = false
  /** Set by every event that `read` has not seen yet. */
  readonly #changed = new Event('bytes')

  /** `url` is the URL of the response. */
  constructor(lengthBytes: number, url: string, line: BodyConnection, pool: BufferPool) {
    this.#lengthBytes = lengthBytes
    this.#url = url
    this.#line = line
    this.#pool = pool
  }

  /** Adds the first bytes, which arrived through the parser; they are shorter than a buffer. */
  begin(bytes: Uint8Array): void {
    this.nextBuffer().set(bytes)
    this.received(bytes.byteLength)
  }

  /** Returns a buffer even after the end: over TLS, bytes that are already decrypted still come. */
  nextBuffer(): Uint8Array {
    const last = this.#buffers.at(-1)
    if (last !== undefined && hasRoom(last)) return last.bytes.subarray(last.filledBytes)
    const bytes = this.#pool.take()
    this.#buffers.push({ bytes, filledBytes: 0, takenBytes: 0 })
    return bytes
  }

  received(bytes: number): boolean {
    const last = this.#buffers.at(-1)
    if (last === undefined || this.#isWhole()) return false
    const ownBytes = Math.min(bytes, this.#lengthBytes - this.#arrivedBytes)
    last.filledBytes += ownBytes
    this.#arrivedBytes += ownBytes
    this.#changed.set()
    if (this.#isWhole()) this.#line.close()
    this.#isStopped ||= this.#isWhole() || (this.#buffers.length >= MOST_BUFFERS && !hasRoom(last))
    return !this.#isStopped
  }

  /** See `HttpResponse.read`. */
  *read(): Coroutine<readonly Uint8Array[] | null> {
    for (;;) {
      this.#changed.clear()
      if (this.#isClosed) throw this.#failure()
      this.#giveBackTaken()
      const chunks = this.#take()
      if (chunks.length > 0) return chunks
      if (this.#isWhole()) return null
      if (this.#isLineClosed) throw this.#failure()
      yield* this.#changed.wait()
    }
  }

  /** The connection is closed. */
  connectionClosed(): void {
    this.#isLineClosed = true
    this.#changed.set()
    this.#giveBackAll()
  }

  /** No `read` follows. May be called twice. */
  close(): void {
    this.#isClosed = true
    this.#changed.set()
    this.#giveBackAll()
  }

  #isWhole(): boolean {
    return this.#arrivedBytes === this.#lengthBytes
  }

  #take(): Uint8Array[] {
    const chunks: Uint8Array[] = []
    for (const buffer of this.#buffers) {
      if (buffer.filledBytes === buffer.takenBytes) continue
      chunks.push(buffer.bytes.subarray(buffer.takenBytes, buffer.filledBytes))
      buffer.takenBytes = buffer.filledBytes
    }
    return chunks
  }

  #giveBackTaken(): void {
    while (this.#buffers.length > 1 && isTaken(this.#buffers[0])) {
      const buffer = this.#buffers.shift()
      if (buffer !== undefined) this.#pool.giveBack(buffer.bytes)
    }
    if (!this.#isStopped || this.#isWhole() || this.#buffers.length > MOST_BUFFERS) return
    this.#isStopped = false
    this.#line.resume()
  }

  /** Once the reader is gone and the system no longer writes to any buffer. */
  #giveBackAll(): void {
    if (!this.#isClosed || !this.#isLineClosed) return
    for (const { bytes } of this.#buffers) this.#pool.giveBack(bytes)
    this.#buffers = []
  }

  #failure(): DownloadError {
    const error = this.#line.error()
    if (error !== null) return translateBodyError(error, this.#url)
    if (this.#isClosed) return translateBodyError(new Error('closed in the middle'), this.#url)
    return new DownloadError('short-body', {
      host: new URL(this.#url).host,
      expectedBytes: this.#lengthBytes,
      receivedBytes: this.#arrivedBytes,
    })
  }
}

function hasRoom({ filledBytes }: PooledBuffer): boolean {
  return BUFFER_BYTES - filledBytes >= LEAST_ROOM_BYTES
}

function isTaken(buffer: PooledBuffer | undefined): boolean {
  return buffer !== undefined && buffer.takenBytes === buffer.filledBytes
}
