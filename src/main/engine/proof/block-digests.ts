import { type Coroutine, Event } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'
import type { Hasher } from '../ports/hasher'
import type { BlockRecord, SegmentRecord } from '../records'
import { beginningsOnDisk, blockRange, blocksOnDisk } from './blocks'

/** Blocks of one job: not so many that other downloads wait long for their turn. */
const BATCH_BLOCKS = 16

/** So much of a block is hashed before the rest is there, so that little is left to do in the end. */
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
  /** What is on record already. */
  readonly known: readonly BlockRecord[]
}

/**
 * Keeps a digest of each block of a file while it is being downloaded, so that damage can later be
 * told to a block and repaired by fetching that alone. It is a CRC-32, which misses one damage in
 * four thousand million and costs an eighth of a SHA-256: who wants to be safe from forgery as well
 * gives a checksum of the whole. It reads back what is on disk, beside the
 * loop, and holds up nobody: it lags behind if it must, and after a stop the next `keep` catches
 * up.
 */
export class BlockDigests {
  readonly #options: BlockDigestsOptions
  readonly #known: Set<number>
  /** Of blocks that are not wholly on disk: how far they are hashed. */
  readonly #begun = new Map<number, { readonly end: number; readonly digest: Uint8Array }>()
  readonly #news = new Event('a checkpoint')
  #written: readonly SegmentRecord[] = []
  #unrecorded: BlockRecord[] = []

  constructor(options: BlockDigestsOptions) {
    this.#options = options
    this.#known = new Set(options.known.map(({ block }) => block))
  }

  /**
   * Tells what is written: the segments of a checkpoint. The digests that `take` gives out from now
   * on may be recorded when these are flushed.
   */
  written(segments: readonly SegmentRecord[]): void {
    this.#written = segments
    this.#news.set()
  }

  /** The digests that `take` has not yet given out, to be recorded with the next checkpoint. */
  take(): BlockRecord[] {
    const records = this.#unrecorded
    this.#unrecorded = []
    return records
  }

  /** Whether there are digests to be recorded. */
  hasUnrecorded(): boolean {
    return this.#unrecorded.length > 0
  }

  /** The blocks that are wholly on disk by these segments and not yet in the digests. */
  missing(segments: readonly SegmentRecord[]): number[] {
    return blocksOnDisk(segments).filter((block) => !this.#known.has(block))
  }

  /** Hashes what `written` tells of, for ever. Throws as `catchUp` does. */
  *keepHashing(): Coroutine<never> {
    for (;;) {
      yield* this.#news.wait()
      this.#news.clear()
      yield* this.catchUp()
    }
  }

  /**
   * Hashes all blocks that are written and not yet hashed; not to be run beside `keep`. Throws a
   * DownloadError if the file cannot be read, or no longer has what was written. Cancelled, it
   * loses at most one batch.
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
      // Somebody cut the file: what a checkpoint claims is no longer there.
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
