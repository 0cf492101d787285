import type { Proof } from '../../shared/download'
import type { Coroutine } from '../kernel'
import type { Download } from './download'
import { DownloadError } from './download-error'
import type { Files } from './ports'
import { doneBytes, isWhole } from './segment-records'

/** True if the process ended between the renaming of a whole file and the record of it. */
export function* standsUnderFinalName(download: Download, files: Files): Coroutine<boolean> {
  const { dir, partName, fileName, segments } = download.record
  if (partName === null || fileName === null || !isWhole(segments)) return false
  if ((yield* files.lengthOf(dir, partName)) !== null) return false
  return (yield* files.lengthOf(dir, fileName)) === doneBytes(segments)
}

/** Gives the whole part its final name, or the next that is free. Throws DownloadError. */
export function* giveFinalName(download: Download, files: Files): Coroutine<void> {
  download.patch({ state: 'verifying' })
  for (;;) {
    const { dir, partName, fileName } = download.record
    if (partName === null || fileName === null) throw new DownloadError('part-file-lost')
    if (yield* files.finish(dir, partName, fileName)) return
    download.patch({ fileName: files.nextName(fileName) })
  }
}

export function recordCompletion(download: Download, finishedAtMs: number): void {
  download.patch({
    state: 'completed',
    lengthBytes: doneBytes(download.record.segments),
    finishedAtMs,
    proof: proofOf(download),
    error: null,
  })
}

/** A server that names neither version nor length leaves nothing to prove the file with. */
function proofOf({ record: { lengthBytes, validator } }: Download): Proof {
  if (lengthBytes === null) return 'none'
  return validator.etag === null && validator.lastModified === null ? 'length' : 'validator'
}
