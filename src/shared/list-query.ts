import { z } from 'zod'
import { DOWNLOAD_STATES, type DownloadState, PROOFS, type Proof } from './download'
import { ERROR_FAMILIES, ERROR_REASONS, type ErrorCode, type ErrorReason } from './errors'

/** Where a text is looked for. */
export const SEARCH_FIELDS = ['name', 'link', 'host', 'folder', 'error'] as const

export type SearchField = (typeof SEARCH_FIELDS)[number]

/** A text that has to be found, whatever its case and accents. */
export interface SearchTerm {
  readonly text: string
  /** In one of these; without them, in any. */
  readonly fields?: readonly SearchField[]
  /** It must not be found. */
  readonly isNot?: boolean
  /**
   * Errors whose sentence contains the text, in the language of the window: a search of the field
   * `error` finds them too. Only the window knows its language.
   */
  readonly errorCodes?: readonly ErrorCode[]
  /** The same for the reasons in brackets after the sentence. */
  readonly errorReasons?: readonly ErrorReason[]
}

/** Numbers from `atLeast` up to, and without, `below`. What has no number is in none. */
export interface Span {
  readonly atLeast?: number
  readonly below?: number
}

/** What to list; all that is left out lets everything pass. */
export interface ListFilter {
  readonly states?: readonly DownloadState[]
  /** Endings of names, in lower case and without the dot; `''` is a name without one. */
  readonly extensions?: readonly string[]
  /** All other endings. */
  readonly exceptExtensions?: readonly string[]
  /** As `URL.host` has it. */
  readonly hosts?: readonly string[]
  /** How the name begins, whatever its case and accents. */
  readonly startsWith?: string
  /** Hosts that are one of these or below one of them, at any port. */
  readonly domains?: readonly string[]
  readonly proofs?: readonly Proof[]
  /** In bytes. */
  readonly length?: Span
  /** In ms since the epoch, as is `finished`. */
  readonly added?: Span
  readonly finished?: Span
  /** All have to hold. */
  readonly terms?: readonly SearchTerm[]
  /** All have to hold. */
  readonly clauses?: readonly Clause[]
}

/** Holds for what passes any of these; with `isNot`, for what passes none. */
export interface Clause {
  readonly anyOf: readonly ListFilter[]
  readonly isNot?: boolean
}

/** Clauses stand in one another no deeper than searches and categories need. */
const DEEPEST = 3

const MOST = 2_000
const ERROR_CODES = Object.keys(ERROR_FAMILIES) as ErrorCode[]
const span = z
  .strictObject({ atLeast: z.int().exactOptional(), below: z.int().exactOptional() })
  .exactOptional()
const texts = z.array(z.string().max(300)).max(MOST).exactOptional()

const flatFilterSchema = z.strictObject({
  states: z.array(z.enum(DOWNLOAD_STATES)).max(MOST).exactOptional(),
  extensions: texts,
  exceptExtensions: texts,
  hosts: texts,
  startsWith: z.string().max(200).exactOptional(),
  domains: texts,
  proofs: z.array(z.enum(PROOFS)).max(MOST).exactOptional(),
  length: span,
  added: span,
  finished: span,
  terms: z
    .array(
      z.strictObject({
        text: z.string().max(20_000),
        fields: z.array(z.enum(SEARCH_FIELDS)).max(SEARCH_FIELDS.length).exactOptional(),
        isNot: z.boolean().exactOptional(),
        errorCodes: z.array(z.enum(ERROR_CODES)).max(MOST).exactOptional(),
        errorReasons: z.array(z.enum(ERROR_REASONS)).max(MOST).exactOptional(),
      }),
    )
    .max(100)
    .exactOptional(),
})

function filterSchemaOf(depth: number): z.ZodType<ListFilter> {
  if (depth === 0) return flatFilterSchema
  const clause = z.strictObject({
    anyOf: z.array(filterSchemaOf(depth - 1)).max(300),
    isNot: z.boolean().exactOptional(),
  })
  return flatFilterSchema.extend({ clauses: z.array(clause).max(100).exactOptional() })
}

export const listFilterSchema: z.ZodType<ListFilter> = filterSchemaOf(DEEPEST)

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

/** Passes what passes all of these. */
export function both(...filters: readonly ListFilter[]): ListFilter {
  const clauses = filters
    .filter((filter) => Object.keys(filter).length > 0)
    .map((filter): Clause => ({ anyOf: [filter] }))
  if (clauses.length === 0) return {}
  return clauses.length === 1 ? (clauses[0]?.anyOf[0] ?? {}) : { clauses }
}
