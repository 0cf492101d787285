import { DownloadError } from '../../engine/download-error'
import { type Coroutine, Event } from '../../kernel'
import { SLAB_BYTES, type Slabs } from './slabs'
import type { Sink } from './tap'
import { translateBodyError } from './translate-error'

/** While some are being written to the disk, the others fill. */
const MOST_SLABS = 3

/** Less room than this is left alone: as much as comes at a time over TLS. */
const LEAST_ROOM_BYTES = 16 * 1024

/** The connection that a body comes over. */
export interface Line {
  /** What broke it, as far as anybody has noticed. */
  error(): Error | null
  /** Has more come in, after `filled` said not to. */
  resume(): void
  close(): void
}

interface Slab {
  readonly bytes: Uint8Array
  filledBytes: number
  takenBytes: number
}

/**
 * A body of known length that the system writes right into slabs, from which it is read without
 * having been copied. What has been read stays where it is until the next reading, or `close`.
 */
export class SlabBody implements Sink {
  readonly #lengthBytes: number
  readonly #url: string
  readonly #line: Line
  readonly #pool: Slabs
  /** Oldest first; the next bytes go into the last one. */
  #slabs: Slab[] = []
  #arrivedBytes = 0
  #isStopped = false
  #isLineClosed = false
  #isClosed = false
  /** Something happened since `read` last looked. */
  readonly #news = new Event('bytes')

  /** `url` is where the answer came from. */
  constructor(lengthBytes: number, url: string, line: Line, pool: Slabs) {
    this.#lengthBytes = lengthBytes
    this.#url = url
    this.#line = line
    this.#pool = pool
  }

  /** Takes in a beginning that came otherwise, and is shorter than a slab. */
  begin(bytes: Uint8Array): void {
    this.room().set(bytes)
    this.filled(bytes.byteLength)
  }

  /** There is some even where nothing is to come: over TLS something does, that is decrypted already. */
  room(): Uint8Array {
    const last = this.#slabs.at(-1)
    if (last !== undefined && hasRoom(last)) return last.bytes.subarray(last.filledBytes)
    const bytes = this.#pool.take()
    this.#slabs.push({ bytes, filledBytes: 0, takenBytes: 0 })
    return bytes
  }

  filled(bytes: number): boolean {
    const last = this.#slabs.at(-1)
    if (last === undefined || this.#isWhole()) return false
    const ownBytes = Math.min(bytes, this.#lengthBytes - this.#arrivedBytes)
    last.filledBytes += ownBytes
    this.#arrivedBytes += ownBytes
    this.#news.set()
    if (this.#isWhole()) this.#line.close()
    this.#isStopped ||= this.#isWhole() || (this.#slabs.length >= MOST_SLABS && !hasRoom(last))
    return !this.#isStopped
  }

  /** See `Answer.read`. */
  *read(): Coroutine<readonly Uint8Array[] | null> {
    for (;;) {
      this.#news.clear()
      if (this.#isClosed) throw this.#failure()
      this.#giveBackTaken()
      const chunks = this.#take()
      if (chunks.length > 0) return chunks
      if (this.#isWhole()) return null
      if (this.#isLineClosed) throw this.#failure()
      yield* this.#news.wait()
    }
  }

  /** Its connection is gone. */
  lineClosed(): void {
    this.#isLineClosed = true
    this.#news.set()
    this.#giveBackAll()
  }

  /** Nobody reads it any more. May be called twice. */
  close(): void {
    this.#isClosed = true
    this.#news.set()
    this.#giveBackAll()
  }

  #isWhole(): boolean {
    return this.#arrivedBytes === this.#lengthBytes
  }

  #take(): Uint8Array[] {
    const chunks: Uint8Array[] = []
    for (const slab of this.#slabs) {
      if (slab.filledBytes === slab.takenBytes) continue
      chunks.push(slab.bytes.subarray(slab.takenBytes, slab.filledBytes))
      slab.takenBytes = slab.filledBytes
    }
    return chunks
  }

  #giveBackTaken(): void {
    while (this.#slabs.length > 1 && isTaken(this.#slabs[0])) {
      const slab = this.#slabs.shift()
      if (slab !== undefined) this.#pool.giveBack(slab.bytes)
    }
    if (!this.#isStopped || this.#isWhole() || this.#slabs.length > MOST_SLABS) return
    this.#isStopped = false
    this.#line.resume()
  }

  /** Once nobody reads them, and the system writes to none of them any more. */
  #giveBackAll(): void {
    if (!this.#isClosed || !this.#isLineClosed) return
    for (const { bytes } of this.#slabs) this.#pool.giveBack(bytes)
    this.#slabs = []
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

function hasRoom({ filledBytes }: Slab): boolean {
  return SLAB_BYTES - filledBytes >= LEAST_ROOM_BYTES
}

function isTaken(slab: Slab | undefined): boolean {
  return slab !== undefined && slab.takenBytes === slab.filledBytes
}
