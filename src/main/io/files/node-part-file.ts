import fs from 'node:fs'
import { DownloadError } from '../../engine/download-error'
import type { PartFile } from '../../engine/ports/files'
import { CancelledError, type Coroutine, Semaphore, until, untilDone } from '../../kernel'
import { diagnoseFileError, errnoOf, isAway } from './translate-error'

export interface OpenedPart {
  readonly fd: number
  /** The folder, for errors. */
  readonly dir: string
  readonly path: string
  /** Of the part. */
  readonly stats: fs.BigIntStats
  /** The folder's disk. */
  readonly device: bigint
  readonly touched: boolean | null
  /** Called with what stands under the path when the part is closed. */
  readonly closed: (stats: fs.BigIntStats) => void
}

/**
 * An open part file. Its operations cannot be called off: a cancelled Task waits for their end.
 *
 * A part that somebody else deletes, replaces, cuts or extends meanwhile is noticed with the next
 * flush, and is `part-file-lost`; with its disk pulled out, `folder-missing`.
 */
export class NodePartFile implements PartFile {
  readonly touched: boolean | null
  readonly #fd: number
  readonly #dir: string
  readonly #path: string
  readonly #device: bigint
  readonly #opened: fs.BigIntStats
  readonly #closed: (stats: fs.BigIntStats) => void
  /** The length lies between what has been written and what is being written. */
  #leastBytes: number
  #mostBytes: number
  #failedSync: Error | null = null
  /** The system writes to a file for one at a time, and has the others spin until it is their turn. */
  readonly #writing = new Semaphore(1)
  /** Settles when the flush that was begun last is over. */
  #syncing: Promise<void> = Promise.resolve()
  /** Goes on when something that changes the file begins, and when it ends. */
  #changes = 0
  /** What the last flush found, and after which changes. */
  #flushed: { readonly standing: fs.BigIntStats; readonly changes: number } | null = null

  constructor({ fd, dir, path, stats, device, touched, closed }: OpenedPart) {
    this.#fd = fd
    this.#dir = dir
    this.#path = path
    this.#device = device
    this.#opened = stats
    this.#leastBytes = Number(stats.size)
    this.#mostBytes = this.#leastBytes
    this.touched = touched
    this.#closed = closed
  }

  *lengthBytes(): Coroutine<number> {
    return Number((yield* this.#stats()).size)
  }

  *setLength(lengthBytes: number): Coroutine<void> {
    yield* this.#refuseOtherLength()
    this.#changes += 1
    yield* this.#try(untilDone<void>((done) => fs.ftruncate(this.#fd, lengthBytes, done)))
    this.#changes += 1
    this.#leastBytes = lengthBytes
    this.#mostBytes = lengthBytes
  }

  *read(start: number, end: number): Coroutine<Uint8Array> {
    const bytes = new Uint8Array(end - start)
    let filled = 0
    while (filled < bytes.byteLength) {
      const read = yield* this.#try(
        untilDone<number>((done) =>
          fs.read(this.#fd, bytes, filled, bytes.byteLength - filled, start + filled, done),
        ),
      )
      if (read === 0) break
      filled += read
    }
    return bytes.subarray(0, filled)
  }

  *write(chunks: readonly Uint8Array[], position: number): Coroutine<void> {
    const end = chunks.reduce((sum, chunk) => sum + chunk.byteLength, position)
    // A write that reaches the end would hide that somebody has cut the file.
    if (end >= this.#mostBytes && this.#leastBytes > 0) yield* this.#refuseOtherLength()
    this.#mostBytes = Math.max(this.#mostBytes, end)
    yield* this.#writing.acquire()
    this.#changes += 1
    try {
      let left = chunks
      let at = position
      while (left.length > 0) {
        const written = yield* this.#try(
          untilDone<number>((done) => fs.writev(this.#fd, left, at, done)),
        )
        at += written
        left = withoutFirst(left, written)
      }
    } finally {
      this.#writing.release()
    }
    this.#changes += 1
    this.#leastBytes = Math.max(this.#leastBytes, end)
  }

  /**
   * Once it has failed it fails for ever: the system reports a lost write only once, and would call
   * the next flush a success. What an earlier flush secured is on disk.
   */
  *flush(): Coroutine<void> {
    const changes = this.#changes
    yield* this.#try(untilDone<void>((done) => this.#sync(done)))
    const leastBytes = this.#leastBytes
    const standing = yield* this.#standing()
    if (standing === null) {
      yield* this.#refuseOtherLength()
      yield* this.#refuseOtherFile()
    } else {
      this.#refuseLengthOf(standing, leastBytes)
      this.#flushed = { standing, changes }
    }
  }

  /**
   * One after the other: of two at a time the system tells only one that something was lost. The
   * failure is kept here and not in `flush`, whose Task may be held or cancelled meanwhile.
   */
  #sync(done: (error: Error | null) => void): void {
    this.#syncing = this.#syncing.then(async () => {
      if (this.#failedSync === null) this.#failedSync = await syncOf(this.#fd)
      done(this.#failedSync)
    })
  }

  *close(): Coroutine<void> {
    yield* this.#try(untilDone<void>((done) => fs.close(this.#fd, done)))
    const isAsFlushed = this.#flushed?.changes === this.#changes
    const standing = isAsFlushed ? this.#flushed?.standing : yield* this.#standing()
    if (standing) this.#closed(standing)
  }

  *#refuseOtherLength(): Coroutine<void> {
    const leastBytes = this.#leastBytes
    this.#refuseLengthOf(yield* this.#stats(), leastBytes)
  }

  /** `leastBytes` are those before the look was begun. */
  #refuseLengthOf({ size }: fs.BigIntStats, leastBytes: number): void {
    const receivedBytes = Number(size)
    if (receivedBytes >= leastBytes && receivedBytes <= this.#mostBytes) return
    throw new DownloadError('part-file-lost', {
      path: this.#path,
      expectedBytes: leastBytes,
      receivedBytes,
    })
  }

  *#refuseOtherFile(): Coroutine<never> {
    if (yield* until(() => isAway(this.#dir, this.#device))) {
      throw new DownloadError('folder-missing', { path: this.#dir })
    }
    throw new DownloadError('part-file-lost', { path: this.#path })
  }

  *#stats(): Coroutine<fs.BigIntStats> {
    return yield* this.#try(
      untilDone<fs.BigIntStats>((done) => fs.fstat(this.#fd, { bigint: true }, done)),
    )
  }

  /** What stands under the part's name; null if that is not this file. */
  *#standing(): Coroutine<fs.BigIntStats | null> {
    const { dev, ino } = this.#opened
    try {
      const standing = yield* untilDone<fs.BigIntStats>((done) =>
        fs.stat(this.#path, { bigint: true }, done),
      )
      return standing.ino === ino && standing.dev === dev ? standing : null
    } catch (error) {
      if (errnoOf(error) === '') throw error
      return null
    }
  }

  *#try<T>(operation: Coroutine<T>): Coroutine<T> {
    try {
      return yield* operation
    } catch (error) {
      if (error instanceof CancelledError || error instanceof DownloadError) throw error
      throw yield* until(() => diagnoseFileError(error, this.#dir, this.#device))
    }
  }
}

/** Why a flush failed; null if it did not. */
function syncOf(fd: number): Promise<Error | null> {
  return new Promise((settle) => {
    fs.fdatasync(fd, settle)
  })
}

/** A short write is legal: what it left out is written next. */
function withoutFirst(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let left = bytes
  let index = 0
  for (const chunk of chunks) {
    if (chunk.byteLength > left) break
    left -= chunk.byteLength
    index += 1
  }
  const [first, ...rest] = chunks.slice(index)
  return first === undefined ? [] : [first.subarray(left), ...rest]
}
