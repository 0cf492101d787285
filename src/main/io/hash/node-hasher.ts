import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checksum, ChecksumAlgorithm } from '../../../shared/checksum'
import { DownloadError, toDownloadError } from '../../engine/download-error'
import type { Hasher, RangeToDigest } from '../../engine/ports/hasher'
import { CancelledError, type Coroutine, toThread, until } from '../../kernel'
import { Recent } from '../files/recent'
import { diagnoseFileError, errnoOf, isAway, translateFileError } from '../files/translate-error'
import { hashFile, hashRanges } from '../threads/hash'
import { hashShortRanges } from './hash-short-ranges'

const ignore = (): void => undefined

/** To hash so much takes less than to tell a thread of it. */
const SHORT_BYTES = 64 * 1024

/** On which disk a folder is, as of a moment ago: many files are hashed one after the other. */
const devices = new Recent<bigint>(100)

/** Hashes in worker threads, but for a few bytes: a call is one job, and reads its file once. */
export class NodeHasher implements Hasher {
  *digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress: (doneBytes: number) => void = ignore,
  ): Coroutine<Checksum[]> {
    const input = { path: join(dir, name), algorithms }
    const digests = yield* reading(dir, name, toThread(hashFile, input, { onProgress }))
    return algorithms.flatMap((algorithm, index) => {
      const hex = digests[index]
      return hex === undefined ? [] : [{ algorithm, hex }]
    })
  }

  *digestRanges(
    dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress: (doneBytes: number) => void = ignore,
  ): Coroutine<(Uint8Array | null)[]> {
    const path = join(dir, name)
    if (ranges.reduce((sum, { start, end }) => sum + end - start, 0) <= SHORT_BYTES) {
      return yield* reading(
        dir,
        name,
        until(() => hashShortRanges(path, ranges)),
      )
    }
    const job = toThread(hashRanges, { path, ranges }, { onProgress })
    return yield* reading(dir, name, job)
  }
}

/** What goes wrong with reading, in the engine's words. */
function* reading<T>(dir: string, name: string, job: Coroutine<T>): Coroutine<T> {
  let device: bigint | null = null
  try {
    device = yield* until(() => devices.of(dir, () => deviceOf(dir)))
    return yield* job
  } catch (error) {
    if (error instanceof CancelledError) throw error
    const path = join(dir, name)
    switch (errnoOf(error)) {
      case '':
        // Not the file system's: the thread itself broke.
        throw toDownloadError(error)
      case 'ENOENT':
        if (yield* until(() => isAway(dir, device))) throw translateFileError(error, dir)
        throw new DownloadError('part-file-lost', { path }, error)
      case 'EACCES':
      case 'EPERM':
        // Of a file that is to be read these say nothing about the folder.
        throw new DownloadError('disk-error', { path, detail: errnoOf(error) }, error)
      default:
        throw yield* until(() => diagnoseFileError(error, dir, device))
    }
  }
}

async function deviceOf(dir: string): Promise<bigint> {
  const { dev } = await stat(dir, { bigint: true })
  return dev
}
