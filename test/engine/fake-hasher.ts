import { DownloadError } from '../../src/main/engine/download-error'
import type { Hasher, RangeToDigest } from '../../src/main/engine/ports/hasher'
import { type Coroutine, sleep } from '../../src/main/kernel'
import type { Checksum, ChecksumAlgorithm } from '../../src/shared/checksum'

type Range = { readonly start: number; readonly end: number }

/** Stands for the hashing of one file of `lengthBytes`: a digest tells which range it is of. */
export class FakeHasher implements Hasher {
  lengthBytes: number
  /** What `digest` finds. */
  checksums: readonly Checksum[] = []
  /** Starts of ranges whose bytes are not what they were. */
  readonly spoilt = new Set<number>()
  /** What was asked for so far. */
  readonly jobs: (readonly Range[] | readonly ChecksumAlgorithm[])[] = []

  constructor(lengthBytes: number) {
    this.lengthBytes = lengthBytes
  }

  *digest(
    _dir: string,
    _name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<Checksum[]> {
    this.jobs.push(algorithms)
    yield* sleep(1)
    onProgress?.(this.lengthBytes)
    return this.checksums.filter(({ algorithm }) => algorithms.includes(algorithm))
  }

  *digestRanges(
    _dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<(Uint8Array | null)[]> {
    this.jobs.push(ranges)
    yield* sleep(1)
    if (name === 'gone') throw new DownloadError('part-file-lost')
    onProgress?.(ranges.reduce((sum, { start, end }) => sum + end - start, 0))
    return ranges.map((range) => {
      if (range.end > this.lengthBytes) return null
      if (this.spoilt.has(range.start)) return fakeDigest({ start: -1, end: -1 })
      const { start } = range.after === undefined ? range : rangeOf(range.after)
      return fakeDigest({ start, end: range.end })
    })
  }
}

function rangeOf(digest: Uint8Array): Range {
  const [start = 0, end = 0] = new Float64Array(digest.slice().buffer)
  return { start, end }
}

export function fakeDigest({ start, end }: Range): Uint8Array {
  return new Uint8Array(new Float64Array([start, end]).buffer)
}
