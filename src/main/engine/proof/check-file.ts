import type { Checksum, ChecksumAlgorithm } from '../../../shared/checksum'
import type { Proof } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Hasher } from '../ports/hasher'
import type { BlockRecord } from '../records'
import { blockRange, countBlocks } from './blocks'
import { isSame } from './overlap-check'

export interface FileToCheck {
  readonly hasher: Hasher
  readonly dir: string
  readonly name: string
  /** Told how many bytes have been read. */
  readonly onProgress?: (doneBytes: number) => void
}

/**
 * Compares a file with its checksums while reading it once: with the checksums `given` by a person,
 * or else with the checksums `found` on the server. A person outranks the server, whose checksum
 * file may be older than the file beside it. Returns null if there are no checksums. Throws
 * DownloadError: `checksum-mismatch` for the first difference, or the error of the reading.
 */
export function* checkFile(
  { hasher, dir, name, onProgress }: FileToCheck,
  given: readonly Checksum[],
  found: readonly Checksum[],
): Coroutine<(Proof & 'checksum') | null> {
  const expected = given.length > 0 ? given : found
  if (expected.length === 0) return null
  const algorithms = [...new Set(expected.map(({ algorithm }) => algorithm))]
  const actual = yield* hasher.digest(dir, name, algorithms, onProgress)
  refuseDifference(expected, actual)
  return 'checksum'
}

function refuseDifference(expected: readonly Checksum[], actual: readonly Checksum[]): void {
  const hexOf = new Map<ChecksumAlgorithm, string>(
    actual.map(({ algorithm, hex }) => [algorithm, hex]),
  )
  for (const { algorithm, hex } of expected) {
    const got = hexOf.get(algorithm)
    if (got === hex) continue
    throw new DownloadError('checksum-mismatch', { algorithm, wanted: hex, got: got ?? 'none' })
  }
}

export interface BlockCheck {
  /** Blocks that differ from their digest or are missing, in order. */
  readonly damaged: readonly number[]
  /** Their total length: what a repair has to fetch. */
  readonly damagedBytes: number
  /** Blocks without a digest, which cannot be checked. */
  readonly unknown: readonly number[]
}

/**
 * Compares a file, or some blocks of it, with its block digests. Throws DownloadError if the file is
 * missing or cannot be read.
 */
export function* checkBlocks(
  { hasher, dir, name, onProgress }: FileToCheck,
  blocks: readonly BlockRecord[],
  lengthBytes: number,
): Coroutine<BlockCheck> {
  const sorted = [...blocks].sort((a, b) => a.block - b.block)
  const ranges = sorted.map(({ block }) => blockRange(block, lengthBytes))
  const digests = yield* hasher.digestRanges(dir, name, ranges, onProgress)
  const damaged = sorted.flatMap(({ block, digest }, index) => {
    const found = digests[index]
    return found && isSame(found, digest) ? [] : [block]
  })
  const damagedBytes = damaged
    .map((block) => blockRange(block, lengthBytes))
    .reduce((sum, { start, end }) => sum + end - start, 0)
  return { damaged, damagedBytes, unknown: blocksWithout(sorted, lengthBytes) }
}

function blocksWithout(blocks: readonly BlockRecord[], lengthBytes: number): number[] {
  const known = new Set(blocks.map(({ block }) => block))
  return Array.from({ length: countBlocks(lengthBytes) }, (_, block) => block).filter(
    (block) => !known.has(block),
  )
}
