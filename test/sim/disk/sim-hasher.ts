import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { crc32 } from 'node:zlib'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { Hasher, RangeToDigest } from '../../../src/main/engine/ports/hasher'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import type { Checksum, ChecksumAlgorithm } from '../../../src/shared/checksum'
import type { Process } from '../world/process'
import type { Job } from './jobs'
import type { Handle, SimDisk } from './sim-disk'

const READ_BYTES = 1024 * 1024
const REPORT_EVERY_MS = 250

const ignore = (): void => undefined

interface Range {
  readonly start: number
  readonly end: number
}

/** A digest of the bytes that are read. */
interface Sum {
  update(bytes: Uint8Array): unknown
}

class Crc implements Sum {
  #crc: number

  constructor(after: Uint8Array | undefined) {
    this.#crc = after === undefined ? 0 : Buffer.from(after).readUInt32BE()
  }

  update(bytes: Uint8Array): void {
    this.#crc = crc32(bytes, this.#crc)
  }

  digest(): Uint8Array {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(this.#crc)
    return new Uint8Array(bytes)
  }
}

/** Reads a simulated disk at its speed, with the promises of NodeHasher. */
export class SimHasher implements Hasher {
  readonly #disk: SimDisk
  readonly #process: Process

  constructor(disk: SimDisk, process: Process) {
    this.#disk = disk
    this.#process = process
  }

  *digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress: (doneBytes: number) => void = ignore,
  ): Coroutine<Checksum[]> {
    const hashes = algorithms.map((algorithm) => createHash(algorithm))
    const whole = { start: 0, end: Number.POSITIVE_INFINITY }
    yield* this.#read(dir, name, [{ range: whole, hashes }], onProgress)
    return algorithms.flatMap((algorithm, index) => {
      const hex = hashes[index]?.digest('hex')
      return hex === undefined ? [] : [{ algorithm, hex }]
    })
  }

  *digestRanges(
    dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress: (doneBytes: number) => void = ignore,
  ): Coroutine<(Uint8Array | null)[]> {
    const wanted = ranges.map((range) => ({ range, hashes: [new Crc(range.after)] as const }))
    const reached = yield* this.#read(dir, name, wanted, onProgress)
    return wanted.map(({ range, hashes }, index) =>
      reached[index] === range.end ? hashes[0].digest() : null,
    )
  }

  /** Feeds each range to its hashes; returns how far each range could be read. */
  *#read(
    dir: string,
    name: string,
    wanted: readonly { readonly range: Range; readonly hashes: readonly Sum[] }[],
    onProgress: (doneBytes: number) => void,
  ): Coroutine<number[]> {
    const count = this.#reporter(onProgress)
    const handle = yield* this.#disk.perform(
      this.#process,
      dir,
      this.#opening(dir, name),
      (opened) => this.#disk.close(opened),
    )
    try {
      const reached: number[] = []
      for (const { range, hashes } of wanted) {
        reached.push(yield* this.#readRange(handle, range, hashes, count))
      }
      return reached
    } catch (error) {
      throw this.#disk.diagnose(error, dir)
    } finally {
      if (this.#process.isAlive) this.#disk.close(handle)
    }
  }

  *#readRange(
    handle: Handle,
    { start, end }: Range,
    hashes: readonly Sum[],
    count: (bytes: number) => void,
  ): Coroutine<number> {
    let position = start
    while (position < end) {
      const chunkEnd = Math.min(end, position + READ_BYTES)
      const bytes = Math.min(chunkEnd, handle.inode.lengthBytes) - position
      yield* sleep(this.#disk.readMs(Math.max(1, bytes)))
      const chunk = this.#disk.opened(handle).view(position, chunkEnd)
      if (chunk.byteLength === 0) break
      for (const hash of hashes) hash.update(chunk)
      position += chunk.byteLength
      count(chunk.byteLength)
    }
    return position
  }

  *#opening(dir: string, name: string): Job<Handle> {
    yield this.#disk.quickMs()
    const path = posix.join(dir, name)
    const tree = this.#disk.reading()
    if (tree.at(path) === null && tree.isFolder(dir)) {
      throw new DownloadError('part-file-lost', { path }, new Error('ENOENT'))
    }
    return this.#disk.open(this.#process, path, tree.file(path))
  }

  #reporter(report: (doneBytes: number) => void): (bytes: number) => void {
    const { world } = this.#disk
    let doneBytes = 0
    let reportAtMs = world.now() + REPORT_EVERY_MS
    return (bytes) => {
      doneBytes += bytes
      if (world.now() < reportAtMs) return
      report(doneBytes)
      reportAtMs = world.now() + REPORT_EVERY_MS
    }
  }
}
