import { z } from 'zod'
import type { DownloadId, DownloadView } from '../download'
import { listQuerySchema } from '../list-query'
import { id } from './schemas'

/** More rows than any screen shows at once. */
const MOST_ROWS = 1000

const listWindowSchema = z.strictObject({
  query: listQuerySchema,
  /** Place of the first row that is wanted, from 0. */
  first: z.int().nonnegative(),
  count: z.int().nonnegative().max(MOST_ROWS),
})

/** The part of a list that can be seen. */
export type ListWindow = z.infer<typeof listWindowSchema>

/** Lists of downloads, read in windows. */
export const LIST_ARGUMENTS = {
  /** From now on the page is told what changes in this window, and in no other. */
  watchList: z.tuple([listWindowSchema]),
  /** The same window, without watching it. */
  readList: z.tuple([listWindowSchema]),
  listIds: z.tuple([listQuerySchema]),
  /** The ids from one row of the list to another, both included, in the list's order. */
  idsBetween: z.tuple([listQuerySchema, id, id]),
  positionOf: z.tuple([listQuerySchema, id]),
} as const

export interface ListResults {
  watchList: ListRows
  readList: ListRows
  listIds: readonly DownloadId[]
  /** Empty if one of them is not in the list. */
  idsBetween: readonly DownloadId[]
  /** -1 if it is not in the list. */
  positionOf: number
}

/**
 * Rows as they were at a moment. An answer and a message do not keep their order: what was told
 * earlier may come later, and is older anyway.
 */
export interface VersionedRows {
  /** Larger whenever rows are told. */
  readonly version: number
  readonly rows: readonly DownloadView[]
}

/** The rows of a window, and what they are a part of. */
export interface ListRows extends VersionedRows {
  /** Larger whenever other ids, or the same in another order, are listed. */
  readonly revision: number
  /** How many the whole list has. */
  readonly total: number
  /** Place of the first of `rows`. */
  readonly first: number
}

/** How many there are of each state, extension, host and category; the most frequent ones. */
export interface ListCounts {
  readonly state: Readonly<Record<string, number>>
  readonly extension: Readonly<Record<string, number>>
  readonly host: Readonly<Record<string, number>>
  /** By the ids of the settings' categories. */
  readonly category: Readonly<Record<string, number>>
}

/** What all downloads do together. */
export interface ListTotals {
  /** Downloads that run. */
  readonly active: number
  readonly queued: number
  /** Of those that run. */
  readonly speedBytesPerSec: number
  readonly doneBytes: number
  /** null if the length of one is unknown. */
  readonly lengthBytes: number | null
}

export interface ListEvents {
  /** Rows of the watched window that have changed; the list is the same. */
  rows: VersionedRows
  /** The watched window of a list that has become another one. */
  list: ListRows
  counts: ListCounts
  totals: ListTotals
}
