import type { Checksum, ChecksumAlgorithm } from '../../../shared/checksum'
import type { Coroutine } from '../../kernel'

/** Bytes `[start, end)` of a file. */
export interface RangeToDigest {
  readonly start: number
  readonly end: number
  /** The digest of what stands before them, for one of both. */
  readonly after?: Uint8Array | undefined
}

/** Reads files back and computes digests, never on the loop. All methods throw DownloadError. */
export interface Hasher {
  /**
   * The digests of a whole file in hex, all by one reading; `onProgress` hears how many bytes have
   * been read. Cancelled, it stops soon.
   */
  digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<Checksum[]>
  /** The CRC-32 of each range of a file, in their order; null for one that reaches past its end. */
  digestRanges(
    dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<(Uint8Array | null)[]>
}
