import type { Coroutine } from '../../kernel'
import type { Download } from '../download'
import { DownloadError } from '../download-error'
import type { Ports } from '../ports/ports'
import type { DownloadPatch } from '../records'
import { doneBytes } from '../segments/segment-records'
import { nameTaken } from '../transfer/finish-download'
import { resetProgress } from '../transfer/reset-progress'

/** Where a file shall be: what is left out stays as it is. */
export interface Place {
  readonly dir?: string
  /** Safe already. */
  readonly name?: string
}

/**
 * Brings what there is of a download, which does not run, to another folder, and a finished file to
 * another name. At every moment, also of a crash, the record names a place where the bytes are.
 * Throws DownloadError; then all is as it was.
 */
export function* relocate(
  download: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  place: Place,
): Coroutine<void> {
  const { dir, partName, fileName, finishedAtMs } = download.record
  if (partName !== null && (yield* files.lengthOf(dir, partName)) !== null) {
    if (place.name !== undefined) download.patch({ fileName: place.name })
    yield* movePart(download, { files, store }, place.dir ?? dir)
  } else if (finishedAtMs !== null && fileName !== null) {
    yield* moveFile(download, { files, store }, place)
  } else {
    store.transactions.batch(() => {
      if (partName !== null) forgetPart(download)
      download.patch({ dir: place.dir ?? dir })
    })
  }
}

/** Somebody has taken it away: the other folder, which need not be there yet, gets a new one. */
function forgetPart(download: Download): void {
  resetProgress(download, doneBytes(download.record.segments), { code: 'part-file-lost' })
  download.patch({ fileName: null, partName: null })
}

function* moveFile(
  download: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  place: Place,
): Coroutine<void> {
  const { dir, fileName, url, options } = download.record
  if (fileName === null) throw new DownloadError('part-file-lost')
  const to = { dir: place.dir ?? dir, name: place.name ?? fileName }
  if (to.dir === dir && to.name === fileName) return
  if ((yield* files.lengthOf(dir, fileName)) === null) {
    throw new DownloadError('part-file-lost', { path: files.path(dir, fileName) })
  }
  const done = yield* files.duplicate({ dir, name: fileName }, to, (bytes) =>
    download.verified(bytes),
  )
  if (!done) throw nameTaken(to.dir, to.name, files)
  if (to.dir !== dir) yield* files.markOrigin(to.dir, to.name, url, options.referer)
  yield* recordMove(download, { files, store }, fileName, {
    dir: to.dir,
    fileName: to.name,
    partName: partOf(to.name),
  })
}

function* movePart(
  download: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  toDir: string,
): Coroutine<void> {
  const { dir, partName, fileName: wished } = download.record
  if (partName === null || wished === null || toDir === dir) return
  for (let fileName = wished; ; fileName = files.nextName(fileName)) {
    const part = partOf(fileName)
    if ((yield* files.lengthOf(toDir, fileName)) !== null || store.downloads.hasPart(toDir, part))
      continue
    const to = { dir: toDir, name: part }
    if (yield* files.duplicate({ dir, name: partName }, to, (bytes) => download.verified(bytes))) {
      const patch = { dir: toDir, fileName, partName: part }
      yield* recordMove(download, { files, store }, partName, patch)
      return
    }
  }
}

/** First the record lasts, then the old name goes: a crash in between leaves one name too many. */
function* recordMove(
  download: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  oldName: string,
  patch: DownloadPatch,
): Coroutine<void> {
  const { dir } = download.record
  download.patch(patch)
  yield* store.transactions.flush()
  yield* files.remove(dir, oldName)
}

const partOf = (fileName: string): string => `${fileName}.part`
