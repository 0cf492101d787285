import { DownloadError } from '../download-error'
import type { DownloadRecord } from '../records'
import { isWhole } from '../segments/segment-records'

/** The names that a download has reserved in its folder. */
export interface ReservedNames {
  /** The final name. */
  readonly fileName: string
  readonly partName: string
}

/** What there is of a download's file, by the record. */
export type FileState =
  /** The server has not answered yet. */
  | { readonly kind: 'none' }
  /** An unfinished file under its part name. */
  | ({ readonly kind: 'part' } & ReservedNames)
  /** A finished file with damaged blocks, which are missing on record until they are fetched. */
  | ({ readonly kind: 'repair'; readonly finishedAtMs: number } & ReservedNames)
  /** A file that was finished, and of which no byte is missing on record. */
  | ({ readonly kind: 'finished'; readonly finishedAtMs: number } & ReservedNames)

type FileColumns = Pick<DownloadRecord, 'fileName' | 'partName' | 'finishedAtMs' | 'segments'>

export function fileStateOf(record: FileColumns): FileState {
  const { fileName, partName, finishedAtMs, segments } = record
  if (fileName === null || partName === null) return { kind: 'none' }
  if (finishedAtMs === null) return { kind: 'part', fileName, partName }
  const kind = isWhole(segments) ? 'finished' : 'repair'
  return { kind, fileName, partName, finishedAtMs }
}

/**
 * Whether the bytes were once a finished file of the user's: such a file is never trashed, and
 * never downloaded anew, unless the user says so.
 */
export function wasFinished(record: Pick<FileColumns, 'finishedAtMs'>): boolean {
  return record.finishedAtMs !== null
}

/** The names of a file that must have some by now. Throws DownloadError `bug` otherwise. */
export function reservedNames(record: FileColumns): ReservedNames {
  const state = fileStateOf(record)
  if (state.kind === 'none') throw new DownloadError('bug', { detail: 'no name is reserved' })
  return state
}
