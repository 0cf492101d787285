import { describeError } from '../../../shared/describe-error'
import { DOWNLOAD_STATES } from '../../../shared/download'
import { ERROR_FAMILIES, type ErrorCode } from '../../../shared/errors'
import {
  type ListFilter,
  SEARCH_FIELDS,
  type SearchField,
  type SearchTerm,
  type StoredColumn,
} from '../../../shared/list-query'
import { fold } from './list-keys'

/** Longer ones are not found: SQLite refuses patterns of 50,000 bytes. */
const LONGEST_TEXT = 8_000

/** A column, as SQL, and whether what has no value there comes last in either direction. */
const COLUMNS = {
  /** The order of the queue. */
  rank: 'rank',
  name: 'name_key',
  extension: 'extension',
  host: 'host',
  folder: 'coalesce(folder_key, lower(dir))',
  /** In the order of `DOWNLOAD_STATES`. */
  state: `CASE state ${DOWNLOAD_STATES.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`,
  length: 'length_bytes',
  added: 'added_at_ms',
  finished: 'finished_at_ms',
} as const satisfies Record<StoredColumn, string>

/** A query that SQLite can answer alone. */
export interface StoredQuery {
  readonly filter?: ListFilter
  readonly sort?: { readonly column: StoredColumn; readonly descending?: boolean }
}

/** What rows are counted by. */
export type CountedBy = 'state' | 'host' | 'extension'

/** A query and what is bound in it. */
export interface Sql {
  readonly text: string
  readonly values: readonly (string | number)[]
}

/** The ids of what passes, in order. `session` is whose unfinished downloads there are. */
export function idsSql({ filter, sort }: StoredQuery, session: string): Sql {
  const where = whereSql(filter, session)
  const named = sort === undefined || sort.column === 'rank' ? '' : COLUMNS[sort.column]
  // By an index in order and row by row takes many times as long as to read all and sort.
  const isCovered = sort?.column === 'added' && filter === undefined
  const column = named === '' || isCovered ? named : `+${named}`
  const direction = sort?.descending ? 'DESC' : 'ASC'
  const rank = sort?.column === 'rank' ? direction : 'ASC'
  const order = [
    ...(column === '' ? [] : [`${column} ${direction} NULLS LAST`]),
    `rank ${rank}`,
    `id ${rank}`,
  ]
  return {
    text: `SELECT id FROM downloads WHERE ${where.text} ORDER BY ${order.join(', ')}`,
    values: where.values,
  }
}

/** How many of what passes have which value. */
export function countsSql(by: CountedBy, filter: ListFilter | undefined, session: string): Sql {
  const where = whereSql(filter, session)
  return {
    text: `SELECT ${by} AS value, count(*) AS count FROM downloads WHERE ${where.text} GROUP BY ${by}`,
    values: where.values,
  }
}

/** How many there are of each extension, host and state together. */
export function tallySql(session: string): Sql {
  const where = whereSql(undefined, session)
  return {
    text: `SELECT extension, host, state, count(*) AS count FROM downloads WHERE ${where.text} GROUP BY extension, host, state`,
    values: where.values,
  }
}

/** The ids of what passes, in no order. */
export function matchesSql(filter: ListFilter, session: string): Sql {
  const where = whereSql(filter, session)
  return { text: `SELECT id FROM downloads WHERE ${where.text}`, values: where.values }
}

function whereSql(filter: ListFilter = {}, session: string): Sql {
  const { states, extensions, exceptExtensions, hosts, startsWith, terms = [] } = filter
  return and([
    { text: 'discarded_at_ms IS NULL', values: [] },
    { text: "(state = 'completed' OR session = ?)", values: [session] },
    ...(states === undefined ? [] : [among('state', states)]),
    ...(extensions === undefined ? [] : [among('extension', extensions)]),
    ...(exceptExtensions === undefined ? [] : [not(among('extension', exceptExtensions))]),
    ...(hosts === undefined ? [] : [among('host', hosts)]),
    ...(startsWith === undefined ? [] : [beginning('name_key', fold(startsWith))]),
    ...terms.map(termSql),
  ])
}

function termSql({ text, fields = SEARCH_FIELDS, isNot = false }: SearchTerm): Sql {
  const folded = fold(text)
  if (folded.length > LONGEST_TEXT) return isNot ? and([]) : or([])
  const found = or(fields.map((field) => fieldSql(field, folded)))
  return isNot ? not(found) : found
}

function fieldSql(field: SearchField, folded: string): Sql {
  const like = (value: string): Sql => ({
    text: `${value} LIKE ? ESCAPE '\\'`,
    values: [`%${escaped(folded)}%`],
  })
  switch (field) {
    case 'name':
      return like('name_key')
    case 'link':
      return like('coalesce(link_key, url)')
    case 'host':
      return like('host')
    case 'folder':
      return like('coalesce(folder_key, dir)')
    case 'error': {
      const codes = codesSaying(folded)
      const text = or([
        like('error'),
        ...(codes.length === 0 ? [] : [among("error ->> '$.code'", codes)]),
      ])
      return { text: `(error IS NOT NULL AND ${text.text})`, values: text.values }
    }
  }
}

/** The errors whose sentence, without particulars, has this text in it. */
function codesSaying(folded: string): ErrorCode[] {
  return (Object.keys(ERROR_FAMILIES) as ErrorCode[]).filter((code) =>
    fold(describeError({ code, facts: {} }).happened).includes(folded),
  )
}

function beginning(column: string, folded: string): Sql {
  return { text: `${column} LIKE ? ESCAPE '\\'`, values: [`${escaped(folded)}%`] }
}

/** As LIKE takes a text that means nothing but itself. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/gu, '\\$&')
}

function among(column: string, values: readonly string[]): Sql {
  return { text: `${column} IN (${values.map(() => '?').join()})`, values }
}

function not({ text, values }: Sql): Sql {
  return { text: `NOT (${text})`, values }
}

function and(parts: readonly Sql[]): Sql {
  return joined(parts, ' AND ', '1')
}

function or(parts: readonly Sql[]): Sql {
  return joined(parts, ' OR ', '0')
}

function joined(parts: readonly Sql[], word: string, ofNone: string): Sql {
  return {
    text: parts.length === 0 ? ofNone : `(${parts.map(({ text }) => text).join(word)})`,
    values: parts.flatMap(({ values }) => [...values]),
  }
}
