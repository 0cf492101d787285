import type { Coroutine } from '../../kernel'
import { fileStateOf } from '../life/file-state'
import type { Files } from '../ports/files'
import type { DownloadRecord } from '../records'

/**
 * Puts the file of a download in the trash bin of Rill into that of the system: an unfinished file
 * always, one that was finished only `withFile`. Throws DownloadError.
 */
export function* purgeFiles(
  record: DownloadRecord,
  files: Pick<Files, 'moveToTrash' | 'lengthOf'>,
): Coroutine<void> {
  const { dir, lengthBytes, trashed, state } = record
  const file = fileStateOf(record)
  if (file.kind === 'none') return
  const withFile = trashed?.withFile === true
  if (state !== 'completed') {
    // The part file of a repair holds what the user had before.
    if (file.kind === 'part' || withFile) yield* files.moveToTrash(dir, file.partName)
  } else if (withFile) {
    // A file of that name with another length is not Rill's.
    const length = yield* files.lengthOf(dir, file.fileName)
    if (length !== null && length === (lengthBytes ?? length)) {
      yield* files.moveToTrash(dir, file.fileName)
    }
  }
}
