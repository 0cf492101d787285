import { type Coroutine, Event } from '../../kernel'
import { DownloadError } from '../download-error'
import type { BlockRecord, Files, Hasher, SegmentRecord } from '../ports'
import { blockRange, blocksOnDisk } from './blocks'

/** Blocks of one job: not so many that other downloads wait long for their turn. */
const BATCH_BLOCKS = 16

export interface LedgerOptions {
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
export class Ledger {
  readonly #options: LedgerOptions
  readonly #known: Set<number>
  readonly #news = new Event('a checkpoint')
  #flushed: readonly SegmentRecord[] = []
  #unrecorded: BlockRecord[] = []

  constructor(options: LedgerOptions) {
    this.#options = options
    this.#known = new Set(options.known.map(({ block }) => block))
  }

  /** Tells what is on disk for certain: the segments of a checkpoint, after its flush. */
  flushed(segments: readonly SegmentRecord[]): void {
    this.#flushed = segments
    this.#news.set()
  }

  /** The digests that `take` has not yet given out, to be recorded with the next checkpoint. */
  take(): BlockRecord[] {
    const records = this.#unrecorded
    this.#unrecorded = []
    return records
  }

  /** Whether there are digests to be recorded. */
  hasNews(): boolean {
    return this.#unrecorded.length > 0
  }

  /** The blocks that are wholly on disk by these segments and not yet in the ledger. */
  missing(segments: readonly SegmentRecord[]): number[] {
    return blocksOnDisk(segments).filter((block) => !this.#known.has(block))
  }

  /** Hashes what `flushed` tells of, for ever. Throws as `catchUp` does. */
  *keep(): Coroutine<never> {
    for (;;) {
      yield* this.#news.wait()
      this.#news.clear()
      yield* this.catchUp()
    }
  }

  /**
   * Hashes all that is flushed and not yet hashed; not to be run beside `keep`. Throws a
   * DownloadError if the file cannot be read, or no longer has what was flushed. Cancelled, it
   * loses at most one batch.
   */
  *catchUp(): Coroutine<void> {
    for (;;) {
      const batch = this.missing(this.#flushed).slice(0, BATCH_BLOCKS)
      if (batch.length === 0) return
      yield* this.#hash(batch)
    }
  }

  *#hash(blocks: readonly number[]): Coroutine<void> {
    const { hasher, files, dir, partName } = this.#options
    const lengthBytes = Math.max(...this.#flushed.map(({ end }) => end))
    const ranges = blocks.map((block) => blockRange(block, lengthBytes))
    const digests = yield* hasher.digestRanges(dir, partName, ranges)
    for (const [index, block] of blocks.entries()) {
      const digest = digests[index]
      // Somebody cut the file: what a checkpoint claims is no longer there.
      if (!digest) throw new DownloadError('part-file-lost', { path: files.path(dir, partName) })
      this.#known.add(block)
      this.#unrecorded.push({ block, digest })
    }
  }
}
