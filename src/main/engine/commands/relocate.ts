import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import { type ReservedNames, reservedNames } from '../life/file-state'
import { partNameOf } from '../ports/part-name'
import type { Ports } from '../ports/ports'
import { nameTaken } from '../transfer/finish-download'

/** Where a file is to be: what is left out stays as it is. */
export interface Location {
  readonly dir?: string
  /** Safe already. */
  readonly name?: string
}

type Disk = Pick<Ports, 'files' | 'store'>

/**
 * Moves what there is of a download, which does not run, to another folder, and a finished file to
 * another name. At every moment, also of a crash, the record names a place where the bytes are.
 * Throws DownloadError; then all is as it was.
 */
export function* relocate(download: Download, disk: Disk, to: Location): Coroutine<void> {
  const { file, record } = download
  const dir = to.dir ?? record.dir
  if (file.kind === 'none') {
    download.place({ dir })
  } else if ((yield* disk.files.lengthOf(record.dir, file.partName)) !== null) {
    if (to.name !== undefined) download.place({ fileName: to.name })
    yield* movePart(download, disk, dir)
  } else if (file.kind === 'part') {
    // Somebody took it away: the other folder, which need not be there yet, gets a new one.
    disk.store.transactions.batch(() => {
      download.losePart()
      download.place({ dir })
    })
  } else {
    yield* moveFile(download, disk, { dir, name: to.name ?? file.fileName })
  }
}

function* moveFile(download: Download, disk: Disk, to: Required<Location>): Coroutine<void> {
  const { files } = disk
  const { dir, url, options } = download.record
  const { fileName } = reservedNames(download.record)
  if (to.dir === dir && to.name === fileName) return
  if ((yield* files.lengthOf(dir, fileName)) === null) {
    throw new DownloadError('part-file-lost', { path: files.path(dir, fileName) })
  }
  const done = yield* files.duplicate({ dir, name: fileName }, to, (bytes) =>
    download.verified(bytes),
  )
  if (!done) throw nameTaken(to.dir, to.name, files)
  if (to.dir !== dir) yield* files.markOrigin(to.dir, to.name, url, options.referer)
  yield* recordMove(download, disk, fileName, {
    dir: to.dir,
    fileName: to.name,
    partName: partNameOf(to.name),
  })
}

function* movePart(download: Download, disk: Disk, toDir: string): Coroutine<void> {
  const { files, store } = disk
  const { dir } = download.record
  const { partName, fileName: wished } = reservedNames(download.record)
  if (toDir === dir) return
  for (let fileName = wished; ; fileName = files.nextName(fileName)) {
    const part = partNameOf(fileName)
    if ((yield* files.lengthOf(toDir, fileName)) !== null || store.downloads.hasPart(toDir, part))
      continue
    const to = { dir: toDir, name: part }
    if (yield* files.duplicate({ dir, name: partName }, to, (bytes) => download.verified(bytes))) {
      yield* recordMove(download, disk, partName, { dir: toDir, fileName, partName: part })
      return
    }
  }
}

/** First the record lasts, then the old name goes: a crash in between leaves one name too many. */
function* recordMove(
  download: Download,
  { files, store }: Disk,
  oldName: string,
  to: ReservedNames & { readonly dir: string },
): Coroutine<void> {
  const { dir } = download.record
  download.place(to)
  yield* store.transactions.flush()
  yield* files.remove(dir, oldName)
}
