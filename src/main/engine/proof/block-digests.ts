import { type Coroutine, Event } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'
import type { Hasher } from '../ports/hasher'
import type { BlockRecord, SegmentRecord } from '../records'
import { beginningsOnDisk, blockRange, blocksOnDisk } from './blocks'

/** Blocks per job: few enough that other downloads need not wait long for the hasher. */
const BATCH_BLOCKS = 16

/** A block is hashed in steps of this size before it is complete, so that little is left in the end. */
const AHEAD_BYTES = 1024 * 1024

/** A block, or its beginning up to `end`. */
interface Stretch {
  readonly block: number
  readonly end: number
}

export interface BlockDigestsOptions {
  readonly hasher: Hasher
  readonly files: Pick<Files, 'path'>
  readonly dir: string
  readonly partName: string
  /** The digests on record. */
  readonly known: readonly BlockRecord[]
}

/**
 * Keeps a digest of each block of a file while it is being downloaded, so that damage can later be
 * located and repaired by fetching only the damaged blocks. The digest is a CRC-32: it misses one
 * damage in four thousand million and costs an eighth of a SHA-256; a checksum of the whole file
 * protects from forgery as well. The bytes are read back from disk in a worker thread and delay no
 * connection: hashing lags behind if it must, and the next `keepHashing` catches up.
 */
export class BlockDigests {
  readonly #options: BlockDigestsOptions
  readonly #known: Set<number>
  /** How far incomplete blocks are hashed. */
  readonly #begun = new Map<number, { readonly end: number; readonly digest: Uint8Array }>()
  readonly #news = new Event('a checkpoint')
  #written: readonly SegmentRecord[] = []
  #unrecorded: BlockRecord[] = []

  constructor(options: BlockDigestsOptions) {
    this.#options = options
    this.#known = new Set(options.known.map(({ block }) => block))
  }

  /**
   * The segments of a checkpoint. Digests that `take` returns from now on may be recorded once these
   * segments are flushed.
   */
  written(segments: readonly SegmentRecord[]): void {
    this.#written = segments
    this.#news.set()
  }

  /** The digests that are not on record yet, for the next checkpoint; each is returned once. */
  take(): BlockRecord[] {
    const records = this.#unrecorded
    this.#unrecorded = []
    return records
  }

  /** Whether there are digests to record. */
  hasUnrecorded(): boolean {
    return this.#unrecorded.length > 0
  }

  /** The blocks that are wholly on disk according to these segments and have no digest. */
  missing(segments: readonly SegmentRecord[]): number[] {
    return blocksOnDisk(segments).filter((block) => !this.#known.has(block))
  }

  /** Hashes the bytes that `written` reports, until cancelled. Throws as `catchUp` does. */
  *keepHashing(): Coroutine<never> {
    for (;;) {
      yield* this.#news.wait()
      this.#news.clear()
      yield* this.catchUp()
    }
  }

  /**
   * Hashes all blocks that are written and not yet hashed; must not run at the same time as
   * `keepHashing`. Throws DownloadError if the file cannot be read or lacks written bytes.
   * Cancelled: loses at most one batch.
   */
  *catchUp(): Coroutine<void> {
    for (;;) {
      const batch = this.#next().slice(0, BATCH_BLOCKS)
      if (batch.length === 0) return
      yield* this.#hash(batch)
    }
  }

  #next(): Stretch[] {
    const whole = this.missing(this.#written)
    if (whole.length > 0) {
      return whole.map((block) => ({ block, end: blockRange(block, this.#lengthBytes()).end }))
    }
    return beginningsOnDisk(this.#written).filter(
      ({ block, end }) => !this.#known.has(block) && end - this.#hashedTo(block) >= AHEAD_BYTES,
    )
  }

  #hashedTo(block: number): number {
    return this.#begun.get(block)?.end ?? blockRange(block, Number.POSITIVE_INFINITY).start
  }

  #lengthBytes(): number {
    return Math.max(...this.#written.map(({ end }) => end))
  }

  *#hash(stretches: readonly Stretch[]): Coroutine<void> {
    const { hasher, files, dir, partName } = this.#options
    const lengthBytes = this.#lengthBytes()
    const ranges = stretches.map(({ block, end }) => ({
      start: this.#hashedTo(block),
      end,
      after: this.#begun.get(block)?.digest,
    }))
    const digests = yield* hasher.digestRanges(dir, partName, ranges)
    for (const [index, { block, end }] of stretches.entries()) {
      const digest = digests[index]
      // Another program truncated the file: the checkpoint claims bytes that are gone.
      if (!digest) throw new DownloadError('part-file-lost', { path: files.path(dir, partName) })
      if (end < blockRange(block, lengthBytes).end) this.#begun.set(block, { end, digest })
      else this.#record(block, digest)
    }
  }

  #record(block: number, digest: Uint8Array): void {
    this.#begun.delete(block)
    this.#known.add(block)
    this.#unrecorded.push({ block, digest })
  }
}
