import { join } from 'node:path'
import type { Checksum, ChecksumAlgorithm } from '../../../shared/checksum'
import type { Hasher } from '../../engine/ports'
import { type Coroutine, toThread } from '../../kernel'
import { translateFileError } from '../files/translate-error'
import { hashFile } from '../threads/hash-file'

const NAMES = { md5: 'md5', sha1: 'sha-1', sha256: 'sha-256', sha512: 'sha-512' } as const

/** Hashes in worker threads. */
export class NodeHasher implements Hasher {
  *digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress: (doneBytes: number) => void = () => undefined,
  ): Coroutine<Checksum[]> {
    const checksums: Checksum[] = []
    for (const algorithm of algorithms) {
      const input = { path: join(dir, name), algorithm: NAMES[algorithm] }
      try {
        const { hash } = yield* toThread(hashFile, input, { onProgress })
        checksums.push({ algorithm, hex: hash })
      } catch (error) {
        throw translateFileError(error, dir)
      }
    }
    return checksums
  }

  *digestRanges(
    dir: string,
    name: string,
    ranges: readonly { readonly start: number; readonly end: number }[],
  ): Coroutine<(Uint8Array | null)[]> {
    const digests: (Uint8Array | null)[] = []
    for (const range of ranges) {
      const input = { path: join(dir, name), algorithm: NAMES.sha256, range }
      const { hash, bytes } = yield* toThread(hashFile, input)
      digests.push(bytes === range.end - range.start ? Buffer.from(hash, 'hex') : null)
    }
    return digests
  }
}
