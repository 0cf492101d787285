import { DownloadError } from '../../engine/download-error'
import { type Coroutine, Event } from '../../kernel'
import { BUFFER_BYTES, type BufferPool } from './buffer-pool'
import type { Sink } from './socket-tap'
import { translateBodyError } from './translate-error'

/** While some are being written to the disk, the others fill. */
const MOST_BUFFERS = 3

/** Less room than this is left alone: as much as comes at a time over TLS. */
const LEAST_ROOM_BYTES = 16 * 1024

/** The connection that a body comes over. */
export interface BodyConnection {
  /** What broke it, as far as anybody has noticed. */
  error(): Error | null
  /** Has more come in, after `received` said not to. */
  resume(): void
  close(): void
}

interface PooledBuffer {
  readonly bytes: Uint8Array
  filledBytes: number
  takenBytes: number
}

/**
 * A body of known length that the system writes right into buffers, from which it is read without
 * having been copied. What has been read stays where it is until the next reading, or `close`.
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
  /** Something happened since `read` last looked. */
  readonly #changed = new Event('bytes')

  /** `url` is where the answer came from. */
  constructor(lengthBytes: number, url: string, line: BodyConnection, pool: BufferPool) {
    this.#lengthBytes = lengthBytes
    this.#url = url
    this.#line = line
    this.#pool = pool
  }

  /** Takes in a beginning that came otherwise, and is shorter than a buffer. */
  begin(bytes: Uint8Array): void {
    this.nextBuffer().set(bytes)
    this.received(bytes.byteLength)
  }

  /** There is some even where nothing is to come: over TLS something does, that is decrypted already. */
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

  /** See `Answer.read`. */
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

  /** Its connection is gone. */
  connectionClosed(): void {
    this.#isLineClosed = true
    this.#changed.set()
    this.#giveBackAll()
  }

  /** Nobody reads it any more. May be called twice. */
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

  /** Once nobody reads them, and the system writes to none of them any more. */
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
