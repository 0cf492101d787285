import { DOWNLOAD_STATES, type DownloadId } from '../../../shared/download'
import { fold } from '../../../shared/fold'
import {
  type Clause,
  type ListFilter,
  SEARCH_FIELDS,
  type SearchField,
  type SearchTerm,
  type Span,
  type StoredColumn,
} from '../../../shared/list-query'

/** Longer texts match nothing: SQLite refuses patterns of 50,000 bytes. */
const LONGEST_TEXT = 8_000

/** The SQL of each column. */
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

/** A query without live columns, which SQLite can answer. */
export interface StoredQuery {
  readonly filter?: ListFilter
  readonly sort?: { readonly column: StoredColumn; readonly descending?: boolean }
}

/** The columns that rows are counted by. */
export type CountedBy = 'state' | 'host' | 'extension'

/** An SQL text and its bound values. */
export interface Sql {
  readonly text: string
  readonly values: readonly (string | number)[]
}

/** The ids of all matches, in order. `session` owns the unfinished downloads of the list. */
export function idsSql({ filter, sort }: StoredQuery, session: string): Sql {
  const where = whereSql(filter, session)
  const named = sort === undefined || sort.column === 'rank' ? '' : COLUMNS[sort.column]
  // Reading rows in the order of an index takes many times as long as reading all and sorting.
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

/** The number of matches per value. */
export function countsSql(by: CountedBy, filter: ListFilter | undefined, session: string): Sql {
  const where = whereSql(filter, session)
  return {
    text: `SELECT ${by} AS value, count(*) AS count FROM downloads WHERE ${where.text} GROUP BY ${by}`,
    values: where.values,
  }
}

/** The number of downloads per extension, host and state. */
export function tallySql(session: string): Sql {
  const where = whereSql(undefined, session)
  return {
    text: `SELECT extension, host, state, count(*) AS count FROM downloads WHERE ${where.text} GROUP BY extension, host, state`,
    values: where.values,
  }
}

/** The ids of all matches, unordered; only `among` these, if given. */
export function matchesSql(
  filter: ListFilter,
  session: string,
  among: readonly DownloadId[] | null = null,
): Sql {
  const where = whereSql(filter, session)
  const few = among === null ? '' : 'id IN (SELECT value FROM json_each(?)) AND '
  return {
    text: `SELECT id FROM downloads WHERE ${few}${where.text}`,
    values: [...(among === null ? [] : [JSON.stringify(among)]), ...where.values],
  }
}

function whereSql(filter: ListFilter = {}, session: string): Sql {
  return and([
    { text: 'trashed_at_ms IS NULL', values: [] },
    { text: "(state = 'completed' OR session = ?)", values: [session] },
    filterSql(filter),
  ])
}

/** Never NULL, so that NOT inverts it. */
function filterSql(filter: ListFilter): Sql {
  const { states, extensions, exceptExtensions, hosts, domains, proofs, startsWith } = filter
  const { terms = [], clauses = [] } = filter
  return and([
    ...(states === undefined ? [] : [among('state', states)]),
    ...(extensions === undefined ? [] : [among('extension', extensions)]),
    ...(exceptExtensions === undefined ? [] : [not(among('extension', exceptExtensions))]),
    ...(hosts === undefined ? [] : [among('host', hosts)]),
    ...(startsWith === undefined ? [] : [like('name_key', `${pattern(fold(startsWith))}%`)]),
    ...(domains === undefined ? [] : [or(domains.map(domainSql))]),
    ...(proofs === undefined ? [] : [among("coalesce(proof, '')", proofs)]),
    ...spanSql(COLUMNS.length, filter.length),
    ...spanSql(COLUMNS.added, filter.added),
    ...spanSql(COLUMNS.finished, filter.finished),
    ...terms.map(termSql),
    ...clauses.map(clauseSql),
  ])
}

function clauseSql({ anyOf, isNot = false }: Clause): Sql {
  const any = or(anyOf.map(filterSql))
  return isNot ? not(any) : any
}

function domainSql(domain: string): Sql {
  return like("'.' || host || ':'", `%.${pattern(domain.toLowerCase())}:%`)
}

function spanSql(column: string, { atLeast, below }: Span = {}): Sql[] {
  const bound = (sign: string, value: number): Sql => ({
    text: `(${column} IS NOT NULL AND ${column} ${sign} ?)`,
    values: [value],
  })
  return [
    ...(atLeast === undefined ? [] : [bound('>=', atLeast)]),
    ...(below === undefined ? [] : [bound('<', below)]),
  ]
}

function termSql(term: SearchTerm): Sql {
  const { text, fields = SEARCH_FIELDS, isNot = false } = term
  const folded = fold(text)
  if (folded.length > LONGEST_TEXT) return isNot ? and([]) : or([])
  const found = or(fields.map((field) => fieldSql(field, folded, term)))
  return isNot ? not(found) : found
}

function fieldSql(field: SearchField, folded: string, term: SearchTerm): Sql {
  const contains = (value: string): Sql => like(value, `%${pattern(folded)}%`)
  switch (field) {
    case 'name':
      return contains('name_key')
    case 'link':
      return contains('coalesce(link_key, url)')
    case 'host':
      return contains('host')
    case 'folder':
      return contains('coalesce(folder_key, dir)')
    case 'error': {
      const text = or([
        contains('error'),
        among("error ->> '$.code'", term.errorCodes ?? []),
        among("coalesce(error ->> '$.facts.reason', '')", term.errorReasons ?? []),
      ])
      return { text: `(error IS NOT NULL AND ${text.text})`, values: text.values }
    }
  }
}

function like(value: string, wanted: string): Sql {
  return { text: `${value} LIKE ? ESCAPE '\\'`, values: [wanted] }
}

function pattern(text: string): string {
  return text.replace(/[\\%_]/gu, '\\$&')
}

function among(column: string, values: readonly string[]): Sql {
  if (values.length === 0) return or([])
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
