import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import { reservedNames } from '../life/file-state'
import type { Ports } from '../ports/ports'
import { doneBytes } from '../segments/segment-records'
import { segmentsToRepair } from './blocks'
import { checkBlocks, checkFile } from './check-file'

/**
 * Compares a finished file with its block digests and its checksums. Throws DownloadError:
 * `damaged`, after which the record has the damaged blocks as missing, so that they are fetched
 * again after `prepareRepair`; `part-file-lost` if the file is gone.
 */
export function* verifyDownload(
  download: Download,
  { files, hasher, store }: Pick<Ports, 'files' | 'hasher' | 'store'>,
): Coroutine<void> {
  const { dir, options, foundChecksums, segments } = download.record
  const { fileName } = reservedNames(download.record)
  const lengthBytes = doneBytes(segments)
  const path = files.path(dir, fileName)
  const heldBytes = yield* files.lengthOf(dir, fileName)
  if (heldBytes === null) throw new DownloadError('part-file-lost', { path })
  const onProgress = (bytes: number): void => download.verified(bytes)
  const file = { hasher, dir, name: fileName, onProgress }
  try {
    const blocks = store.checkpoints.blocks(download.id)
    const { damaged, damagedBytes } = yield* checkBlocks(file, blocks, lengthBytes)
    if (damaged.length > 0) {
      const error = new DownloadError('damaged', { path, damagedBytes, expectedBytes: lengthBytes })
      download.damage(segmentsToRepair(damaged, lengthBytes), error)
      throw error
    }
    if (heldBytes !== lengthBytes) {
      throw new DownloadError('damaged', { path, expectedBytes: lengthBytes })
    }
    const proof = yield* checkFile(file, options.checksums, foundChecksums)
    if (proof !== null) download.patch({ proof })
  } finally {
    download.verified(null)
  }
}

/**
 * Renames a damaged file to its part name, so that the final name never stands for wrong bytes while
 * the holes are filled. Throws DownloadError.
 */
export function* prepareRepair(
  download: Download,
  { files }: Pick<Ports, 'files'>,
): Coroutine<void> {
  const { dir } = download.record
  const { fileName, partName } = reservedNames(download.record)
  // An earlier process may have ended right after the rename.
  if ((yield* files.lengthOf(dir, fileName)) === null) return
  if (!(yield* files.finish(dir, fileName, partName))) {
    throw new DownloadError('name-taken', { path: files.path(dir, partName) })
  }
}
