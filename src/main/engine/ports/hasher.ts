import type { Checksum, ChecksumAlgorithm } from '../../../shared/checksum'
import type { Coroutine } from '../../kernel'

/** Bytes `[start, end)` of a file. */
export interface RangeToDigest {
  readonly start: number
  readonly end: number
  /** The digest of the bytes before the range; the result then covers both. */
  readonly after?: Uint8Array | undefined
}

/** Computes digests of files, outside the event loop's thread. All methods throw DownloadError. */
export interface Hasher {
  /**
   * All digests of a whole file in one pass, in hex; `onProgress` receives the bytes read so far.
   * Stops soon after a cancellation.
   */
  digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<Checksum[]>
  /** The CRC-32 of each range, in their order; null for a range past the end of the file. */
  digestRanges(
    dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<(Uint8Array | null)[]>
}
