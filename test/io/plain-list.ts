import type { DownloadRecord } from '../../src/main/engine/records'
import type { StoredQuery } from '../../src/main/io/store/list-query'
import { isOf } from '../../src/shared/categories'
import { DOWNLOAD_STATES } from '../../src/shared/download'
import type {
  ListFilter,
  SearchField,
  SearchTerm,
  Span,
  StoredColumn,
} from '../../src/shared/list-query'
import { shownName } from '../../src/shared/name-from-url'

/** What a query has to list of these, worked out without SQL. */
export function plainList(records: readonly DownloadRecord[], query: StoredQuery): number[] {
  const { column, descending = false } = query.sort ?? { column: 'rank' }
  const sign = descending ? -1 : 1
  return records
    .filter((record) => passes(record, query.filter))
    .map((record) => ({ record, value: columnOf(record, column) }))
    .sort((a, b) => {
      if (a.value !== b.value) {
        if (a.value === null) return 1
        if (b.value === null) return -1
        return sign * compare(a.value, b.value)
      }
      const tie = a.record.rank - b.record.rank || a.record.id - b.record.id
      return column === 'rank' ? sign * tie : tie
    })
    .map(({ record }) => record.id)
}

export function passes(record: DownloadRecord, filter: ListFilter = {}): boolean {
  const { states, extensions, exceptExtensions, hosts, domains, proofs } = filter
  const { terms = [], clauses = [] } = filter
  const extension = extensionOf(record)
  return (
    (states?.includes(record.state) ?? true) &&
    (extensions?.includes(extension) ?? true) &&
    !(exceptExtensions?.includes(extension) ?? false) &&
    (hosts?.includes(hostOf(record)) ?? true) &&
    (domains?.some((domain) => isOf(hostOf(record), domain)) ?? true) &&
    (proofs === undefined || (record.proof !== null && proofs.includes(record.proof))) &&
    isIn(record.lengthBytes, filter.length) &&
    isIn(record.addedAtMs, filter.added) &&
    isIn(record.finishedAtMs, filter.finished) &&
    terms.every((term) => holds(record, term)) &&
    clauses.every(({ anyOf, isNot = false }) => anyOf.some((any) => passes(record, any)) !== isNot)
  )
}

function isIn(value: number | null, { atLeast, below }: Span = {}): boolean {
  if (atLeast === undefined && below === undefined) return true
  return value !== null && value >= (atLeast ?? -Infinity) && value < (below ?? Infinity)
}

export function extensionOf(record: DownloadRecord): string {
  const [, extension = ''] = /\.([^.]*)$/su.exec(folded(shownName(record))) ?? []
  return extension
}

const knownHosts = new Map<string, string>()

export function hostOf({ url }: DownloadRecord): string {
  const host = knownHosts.get(url) ?? new URL(url).host
  knownHosts.set(url, host)
  return host
}

function holds(record: DownloadRecord, term: SearchTerm): boolean {
  const { text, fields, isNot = false, errorCodes = [], errorReasons = [] } = term
  const all: Record<SearchField, string> = {
    name: folded(shownName(record)),
    link: folded(record.url),
    host: hostOf(record),
    folder: folded(record.dir),
    error:
      record.error === null
        ? ''
        : JSON.stringify(record.error).replace(/[A-Z]/gu, (letter) => letter.toLowerCase()),
  }
  const { error } = record
  const isNamed =
    error !== null &&
    (errorCodes.includes(error.code) ||
      errorReasons.some((reason) => reason === error.facts.reason))
  const found = (fields ?? (Object.keys(all) as SearchField[])).some((field) => {
    if (field === 'error' && error === null) return false
    return all[field].includes(folded(text)) || (field === 'error' && isNamed)
  })
  return found !== isNot
}

function columnOf(record: DownloadRecord, column: StoredColumn): string | number | null {
  const values: Record<StoredColumn, string | number | null> = {
    rank: record.rank,
    name: folded(shownName(record)),
    extension: extensionOf(record),
    host: hostOf(record),
    folder: folded(record.dir),
    state: DOWNLOAD_STATES.indexOf(record.state),
    length: record.lengthBytes,
    added: record.addedAtMs,
    finished: record.finishedAtMs,
  }
  return values[column]
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [String(a), String(b)]
  if (isAscii(one) && isAscii(other)) return one < other ? -1 : 1
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/u.test(text)
}

const knownFolded = new Map<string, string>()

function folded(text: string): string {
  const known = knownFolded.get(text)
  if (known !== undefined) return known
  const result = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  knownFolded.set(text, result)
  return result
}
