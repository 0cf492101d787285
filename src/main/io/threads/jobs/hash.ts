import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { JobContext } from '../../../kernel'
import { crcBytes, crcOf } from './crc-bytes'
import { chunksOf, withFile } from './read-file'

const REPORT_EVERY_MS = 250

export interface HashFileInput {
  readonly path: string
  /** By Node's names. */
  readonly algorithms: readonly string[]
}

/**
 * The hashes of a whole file in lower case hexadecimal digits, in the order of the algorithms, by
 * one reading. Reports the bytes read so far four times a second. Throws what the file system
 * throws. Aborted, it ends within a chunk.
 */
export async function hashFile(
  { path, algorithms }: HashFileInput,
  { signal, report }: JobContext<number>,
): Promise<string[]> {
  const hashes = algorithms.map((algorithm) => createHash(algorithm))
  const count = reporter(report)
  await withFile(path, async (handle) => {
    const whole = { start: 0, end: Number.POSITIVE_INFINITY }
    for await (const chunk of chunksOf(handle, whole, signal)) {
      for (const hash of hashes) hash.update(chunk)
      count(chunk.byteLength)
    }
  })
  return hashes.map((hash) => hash.digest('hex'))
}

export interface HashRangesInput {
  readonly path: string
  /** As `RangeToDigest` of the engine. */
  readonly ranges: readonly {
    readonly start: number
    readonly end: number
    readonly after?: Uint8Array | undefined
  }[]
}

/** As `hashFile`: the CRC-32 of each range, first byte highest, null for one that reaches past the end of the file. */
export async function hashRanges(
  { path, ranges }: HashRangesInput,
  { signal, report }: JobContext<number>,
): Promise<(Uint8Array | null)[]> {
  const count = reporter(report)
  return await withFile(path, async (handle) => {
    const digests: (Uint8Array | null)[] = []
    for (const range of ranges) {
      let crc = crcOf(range.after)
      let missingBytes = range.end - range.start
      for await (const chunk of chunksOf(handle, range, signal)) {
        crc = crc32(chunk, crc)
        missingBytes -= chunk.byteLength
        count(chunk.byteLength)
      }
      digests.push(missingBytes === 0 ? crcBytes(crc) : null)
    }
    return digests
  })
}

/** Adds up what is done, and says so now and then. */
function reporter(report: (doneBytes: number) => void): (bytes: number) => void {
  let doneBytes = 0
  let reportAtMs = performance.now() + REPORT_EVERY_MS
  return (bytes) => {
    doneBytes += bytes
    if (performance.now() < reportAtMs) return
    report(doneBytes)
    reportAtMs = performance.now() + REPORT_EVERY_MS
  }
}
