import { posix } from 'node:path'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { PartFile } from '../../../src/main/engine/ports/files'
import type { Coroutine } from '../../../src/main/kernel'
import type { Inode } from './inode'
import type { Job } from './jobs'
import type { Handle, SimDisk } from './sim-disk'

export interface OpenedPart {
  readonly handle: Handle
  readonly touched: boolean | null
  /** Called with the file when the part is closed. */
  readonly closed: (inode: Inode) => void
}

/** An open part file of a simulated disk, with the promises of NodePartFile. */
export class SimPartFile implements PartFile {
  readonly touched: boolean | null
  readonly #disk: SimDisk
  readonly #handle: Handle
  readonly #dir: string
  readonly #closed: (inode: Inode) => void
  /** The length lies between the written and the pending bytes. */
  #leastBytes: number
  #mostBytes: number
  #isFlushing = false
  #failedFlush: Error | null = null

  constructor(disk: SimDisk, { handle, touched, closed }: OpenedPart) {
    this.#disk = disk
    this.#handle = handle
    this.#dir = posix.dirname(handle.path)
    this.#leastBytes = handle.inode.lengthBytes
    this.#mostBytes = this.#leastBytes
    this.touched = touched
    this.#closed = closed
  }

  *lengthBytes(): Coroutine<number> {
    return yield* this.#perform(this.#measuring())
  }

  *setLength(lengthBytes: number): Coroutine<void> {
    yield* this.#perform(this.#cutting(lengthBytes))
    this.#leastBytes = lengthBytes
    this.#mostBytes = lengthBytes
  }

  *read(start: number, end: number): Coroutine<Uint8Array> {
    return yield* this.#perform(this.#reading(start, end))
  }

  *write(chunks: readonly Uint8Array[], position: number): Coroutine<void> {
    const end = chunks.reduce((sum, chunk) => sum + chunk.byteLength, position)
    yield* this.#perform(this.#writing(chunks, position, end))
    this.#leastBytes = Math.max(this.#leastBytes, end)
  }

  *flush(): Coroutine<void> {
    yield* this.#perform(this.#flushing())
  }

  *close(): Coroutine<void> {
    yield* this.#perform(this.#closing())
    if (this.#disk.stands(this.#handle)) this.#closed(this.#handle.inode)
  }

  *#measuring(): Job<number> {
    yield this.#disk.quickMs()
    return this.#disk.opened(this.#handle).lengthBytes
  }

  *#cutting(lengthBytes: number): Job<void> {
    this.#refuseOtherLength()
    yield this.#disk.quickMs()
    this.#handle.process.step()
    this.#disk.setLength(this.#handle, lengthBytes)
  }

  *#reading(start: number, end: number): Job<Uint8Array> {
    yield this.#disk.quickMs() + this.#disk.readMs(end - start)
    return this.#disk.opened(this.#handle).view(start, end).slice()
  }

  /** Takes effect at its beginning or end; if killed, wholly, partly or not at all. */
  *#writing(chunks: readonly Uint8Array[], position: number, end: number): Job<void> {
    const { world } = this.#disk
    this.#disk.opened(this.#handle)
    if (end >= this.#mostBytes) this.#refuseOtherLength()
    this.#mostBytes = Math.max(this.#mostBytes, end)
    this.#handle.process.step()
    let isWritten = world.percent(50)
    if (isWritten) this.#disk.write(this.#handle, chunks, position, end)
    try {
      yield this.#disk.writeMs()
      if (isWritten) return
      this.#handle.process.step()
      isWritten = true
      this.#disk.write(this.#handle, chunks, position, end)
    } finally {
      if (!isWritten) this.#writeBeginning(chunks, position, end)
    }
  }

  #writeBeginning(chunks: readonly Uint8Array[], position: number, end: number): void {
    const { world } = this.#disk
    const fate = world.random()
    if (fate < 0.3) return
    const reached = fate < 0.6 ? end : position + Math.floor(world.random() * (end - position))
    try {
      this.#disk.write(this.#handle, chunks, position, reached)
    } catch {
      // No caller is left to receive the error.
    }
  }

  *#flushing(): Job<void> {
    while (this.#isFlushing) yield this.#disk.quickMs()
    if (this.#failedFlush !== null) throw this.#failedFlush
    this.#handle.process.step()
    this.#isFlushing = true
    try {
      const end = this.#disk.beginFlush(this.#handle)
      yield this.#disk.flushMs()
      this.#handle.process.step()
      end()
    } catch (error) {
      if (error instanceof Error) this.#failedFlush = error
      throw error
    } finally {
      this.#isFlushing = false
    }
    this.#disk.world.trace.note('disk', `flushed ${this.#handle.path}`)
    this.#refuseOtherLength()
    this.#refuseOtherFile()
  }

  *#closing(): Job<void> {
    this.#disk.close(this.#handle)
    yield this.#disk.quickMs()
  }

  #refuseOtherLength(): void {
    const { lengthBytes } = this.#disk.opened(this.#handle)
    if (lengthBytes >= this.#leastBytes && lengthBytes <= this.#mostBytes) return
    throw new DownloadError('part-file-lost', {
      path: this.#handle.path,
      expectedBytes: this.#leastBytes,
      receivedBytes: lengthBytes,
    })
  }

  #refuseOtherFile(): void {
    if (this.#disk.stands(this.#handle)) return
    if (!this.#disk.isFolder(this.#dir)) {
      throw new DownloadError('folder-missing', { path: this.#dir })
    }
    throw new DownloadError('part-file-lost', { path: this.#handle.path })
  }

  #perform<T>(job: Job<T>): Coroutine<T> {
    return this.#disk.perform(this.#handle.process, this.#dir, job)
  }
}
