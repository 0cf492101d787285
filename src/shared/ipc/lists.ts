import { z } from 'zod'
import type { DownloadId, DownloadView } from '../download'
import { listQuerySchema } from '../list-query'
import { id } from './schemas'

/** More rows than any screen shows at once. */
const MOST_ROWS = 1000

const listWindowSchema = z.strictObject({
  query: listQuerySchema,
  /** Index of the first row. */
  first: z.int().nonnegative(),
  count: z.int().nonnegative().max(MOST_ROWS),
})

/** The visible part of a list. */
export type ListWindow = z.infer<typeof listWindowSchema>

/** Commands that read lists of downloads in windows. */
export const LIST_ARGUMENTS = {
  /** Sends changes in this window, and in no other, from now on. */
  watchList: z.tuple([listWindowSchema]),
  /** Reads a window without watching it. */
  readList: z.tuple([listWindowSchema]),
  listIds: z.tuple([listQuerySchema]),
  /** The ids between two rows, both included, in the order of the list. */
  idsBetween: z.tuple([listQuerySchema, id, id]),
  positionOf: z.tuple([listQuerySchema, id]),
} as const

export interface ListResults {
  watchList: ListRows
  readList: ListRows
  listIds: readonly DownloadId[]
  /** Empty if either row is not in the list. */
  idsBetween: readonly DownloadId[]
  /** -1 if it is not in the list. */
  positionOf: number
}

/** Rows of one moment. A reply and an update may overtake each other, so each has a version. */
export interface VersionedRows {
  /** A sequence number, larger for each later reading. */
  readonly version: number
  readonly rows: readonly DownloadView[]
}

/** The rows of a window of a list. */
export interface ListRows extends VersionedRows {
  /** Larger whenever the ids of the list or their order change. */
  readonly revision: number
  /** Number of rows of the whole list. */
  readonly total: number
  /** Index of the first of `rows`. */
  readonly first: number
}

/** Numbers of downloads per state, extension, host and category; the most frequent ones. */
export interface ListCounts {
  readonly state: Readonly<Record<string, number>>
  readonly extension: Readonly<Record<string, number>>
  readonly host: Readonly<Record<string, number>>
  /** By category id. */
  readonly category: Readonly<Record<string, number>>
}

/** Totals over all downloads. */
export interface ListTotals {
  /** Number of running downloads. */
  readonly active: number
  readonly queued: number
  /** Of the running downloads. */
  readonly speedBytesPerSec: number
  readonly doneBytes: number
  /** null if the length of one is unknown. */
  readonly lengthBytes: number | null
}

export interface ListEvents {
  /** Changed rows of the watched window; the list itself is the same. */
  rows: VersionedRows
  /** The watched window, after the list changed. */
  list: ListRows
  counts: ListCounts
  totals: ListTotals
}
