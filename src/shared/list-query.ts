import { z } from 'zod'
import { DOWNLOAD_STATES } from './download'

/** Where a text is looked for. */
export const SEARCH_FIELDS = ['name', 'link', 'host', 'folder', 'error'] as const

export type SearchField = (typeof SEARCH_FIELDS)[number]

/** Far more than a person types, and than a list has of hosts or endings. */
const MOST_VALUES = 1000
const values = z.array(z.string().max(65_536)).max(MOST_VALUES).readonly().exactOptional()

const searchTermSchema = z.strictObject({
  text: z.string().max(65_536),
  /** In one of these; without them, in any. */
  fields: z.array(z.enum(SEARCH_FIELDS)).readonly().exactOptional(),
  /** It must not be found. */
  isNot: z.boolean().exactOptional(),
})

/** A text that has to be found, whatever its case and accents. */
export type SearchTerm = z.infer<typeof searchTermSchema>

const listFilterSchema = z.strictObject({
  states: z.array(z.enum(DOWNLOAD_STATES)).readonly().exactOptional(),
  /** Endings of names, in lower case and without the dot; `''` is a name without one. */
  extensions: values,
  /** All other endings. */
  exceptExtensions: values,
  /** As `URL.host` has it. */
  hosts: values,
  /** How the name begins, whatever its case and accents. */
  startsWith: z.string().max(200).exactOptional(),
  /** All have to hold. */
  terms: z.array(searchTermSchema).max(MOST_VALUES).readonly().exactOptional(),
})

/** What to list; all that is left out lets everything pass. */
export type ListFilter = z.infer<typeof listFilterSchema>

/** What is on record, by which SQLite sorts. */
export const STORED_COLUMNS = [
  /** The order of the queue. */
  'rank',
  'name',
  'extension',
  'host',
  'folder',
  /** In the order of `DOWNLOAD_STATES`. */
  'state',
  'length',
  'added',
  'finished',
] as const

/** What only the engine knows, and what changes all the time. */
export const LIVE_COLUMNS = ['progress', 'speed', 'eta', 'connections'] as const

export type StoredColumn = (typeof STORED_COLUMNS)[number]
export type LiveColumn = (typeof LIVE_COLUMNS)[number]
export type SortColumn = StoredColumn | LiveColumn

export const listSortSchema = z.strictObject({
  column: z.enum([...STORED_COLUMNS, ...LIVE_COLUMNS]),
  descending: z.boolean().exactOptional(),
})

/** Equals stand in the order of the queue, and what has no value comes last, in either direction. */
export type ListSort = z.infer<typeof listSortSchema>

export const listQuerySchema = z.strictObject({
  filter: listFilterSchema.exactOptional(),
  sort: listSortSchema.exactOptional(),
})

/** Which downloads, in which order. */
export type ListQuery = z.infer<typeof listQuerySchema>

export function isLiveColumn(column: SortColumn): column is LiveColumn {
  return (LIVE_COLUMNS as readonly string[]).includes(column)
}
