import type { Proof } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import { reservedNames, wasFinished } from '../life/file-state'
import type { Files } from '../ports/files'
import type { Ports } from '../ports/ports'
import type { Store } from '../ports/store'
import { checkBlocks, checkFile, type FileToCheck } from '../proof/check-file'
import type { BlockRecord, DownloadRecord, SegmentRecord } from '../records'
import { doneBytes, isWhole } from '../segments/segment-records'

/** Whether an earlier process ended after it had renamed the whole file, on record or not. */
export function* standsUnderFinalName(download: Download, files: Files): Coroutine<boolean> {
  const { dir, partName, fileName, segments } = download.record
  if (partName === null || fileName === null || !isWhole(segments)) return false
  if ((yield* files.lengthOf(dir, partName)) !== null) return false
  return (yield* files.lengthOf(dir, fileName)) === doneBytes(segments)
}

/**
 * Proves the whole part as far as possible: compares it with the given or found checksums and, after
 * a repair, with its block digests. Throws DownloadError.
 */
export function* proveDownload(
  download: Download,
  { hasher, store }: Pick<Ports, 'hasher' | 'store'>,
): Coroutine<void> {
  const { dir, options, foundChecksums, segments } = download.record
  const { partName } = reservedNames(download.record)
  download.finalize()
  const isRepair = wasFinished(download.record)
  if (options.checksums.length + foundChecksums.length === 0 && !isRepair) return
  const onProgress = (bytes: number): void => download.verified(bytes)
  const part = { hasher, dir, name: partName, onProgress }
  try {
    if (isRepair) yield* proveRepair(part, store.checkpoints.blocks(download.id), segments)
    const proof = yield* checkFile(part, options.checksums, foundChecksums)
    download.patch({ proof: proof ?? proofOf(download) })
  } finally {
    download.verified(null)
  }
}

/** The file was finished before, so that every block has a digest. */
function* proveRepair(
  part: FileToCheck,
  blocks: readonly BlockRecord[],
  segments: readonly SegmentRecord[],
): Coroutine<void> {
  const { damaged } = yield* checkBlocks(part, blocks, doneBytes(segments))
  if (damaged.length > 0) throw new DownloadError('file-changed')
}

/**
 * Gives the whole part its final name. If a file has that name, it is replaced or the next free name
 * is used, as the options say. Throws DownloadError.
 */
export function* giveFinalName(download: Download, files: Files): Coroutine<void> {
  const { dir, partName: unnamed, url, options } = download.record
  if (unnamed !== null) yield* files.markOrigin(dir, unnamed, url, options.referer)
  for (;;) {
    const { partName, fileName } = reservedNames(download.record)
    const replace = options.onConflict === 'overwrite'
    if (yield* files.finish(dir, partName, fileName, { replace })) return
    if (wantsNoOtherName(options)) throw nameTaken(dir, fileName, files)
    download.place({ fileName: files.nextName(fileName) })
  }
}

/** Whether a taken name ends the download. */
export function wantsNoOtherName({ onConflict }: DownloadRecord['options']): boolean {
  return onConflict === 'skip' || onConflict === 'fail'
}

export function nameTaken(
  dir: string,
  fileName: string,
  files: Pick<Files, 'path'>,
): DownloadError {
  return new DownloadError('name-taken', { path: files.path(dir, fileName) })
}

/** Records that the file stands under its final name. */
export function recordCompletion(download: Download, store: Pick<Store, 'transactions'>): void {
  store.transactions.deferCommit(() =>
    download.complete(download.record.proof ?? proofOf(download)),
  )
}

/** A server that sends neither a version nor a length leaves nothing to prove the file with. */
function proofOf({ record: { lengthBytes, validator } }: Download): Proof {
  if (lengthBytes === null) return 'none'
  return validator.etag === null && validator.lastModified === null ? 'length' : 'validator'
}
