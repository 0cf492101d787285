import type Database from 'better-sqlite3'
import { type Category, categoryOf } from '../../../shared/categories'
import type { DownloadId, DownloadView } from '../../../shared/download'
import {
  isLiveColumn,
  type ListFilter,
  type ListQuery,
  type LiveColumn,
} from '../../../shared/list-query'
import {
  type CountedBy,
  countsSql,
  idsSql,
  matchesSql,
  type Sql,
  type StoredQuery,
  tallySql,
} from './list-query'
import { isNarrower } from './narrow-search'
import { sortLive } from './sort-live'

/** How many answers are kept while nothing changes: a list, another one, the counts of both, and what they are made of. */
const MOST_KEPT = 9

/** So many are looked through one by one sooner than all in a row. */
const FEW = 10_000

/** How long a list keeps the order of what changes all the time. */
const LIVE_FOR_MS = 1000

export interface DownloadListsOptions {
  readonly db: Database.Database
  /** Whose downloads there are, beside the completed ones, which are everybody's. */
  readonly session: string
  /** Another word whenever a list may have changed. */
  readonly revision: () => string
  /** Runs a query, and throws DownloadError if it fails. */
  readonly attempt: <T>(query: () => T) => T
  /** The downloads as the engine has them now. */
  readonly engine: LiveDownloads
}

export interface LiveDownloads {
  /** A download as it is now: with its progress and speed, if it runs. */
  get(id: DownloadId): DownloadView | undefined
  /** What those that are not completed have of this now; the others have nothing. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number>
}

/** The ids of all that a query lists, in its order. */
export interface DownloadList {
  readonly ids: readonly DownloadId[]
}

/** Of this kind there are so many. */
export interface Tally {
  readonly extension: string
  readonly host: string
  readonly state: string
  readonly count: number
}

/** The last list that was sorted by a live column. */
interface SortedLive {
  readonly name: string
  readonly stored: DownloadList | null
  readonly atMs: number
  readonly list: DownloadList
}

/**
 * The list of downloads as a window shows it: filtered, searched and sorted by SQLite, and read in
 * windows. Of a hundred thousand downloads a query takes some 20 to 60 milliseconds, the first time
 * after a change; a window, a position and what is asked again take next to nothing.
 *
 * State, name, length and place are those on record, which commands change before they return. The
 * rows of a window come from the engine and have what is not on record: progress and speed.
 */
export class DownloadLists {
  readonly #options: DownloadListsOptions
  readonly #kept = new Map<string, unknown>()
  #revision = ''
  #sortedLive: SortedLive = { name: '', stored: null, atMs: 0, list: { ids: [] } }

  /** Use `SqliteStore.lists`. */
  constructor(options: DownloadListsOptions) {
    this.#options = options
  }

  /**
   * The same object as before, as long as nothing has changed. One that is sorted by what only the
   * engine knows is made anew at most once a second.
   */
  list({ filter, sort }: ListQuery): DownloadList {
    const filtered = filter === undefined ? {} : { filter }
    if (sort === undefined) return this.#stored(filtered)
    const { column, descending = false } = sort
    if (!isLiveColumn(column)) return this.#stored({ ...filtered, sort: { column, descending } })
    return this.#live(filtered, column, descending)
  }

  #live(filtered: StoredQuery, column: LiveColumn, descending: boolean): DownloadList {
    const name = JSON.stringify([filtered, column, descending])
    const nowMs = performance.now()
    const { stored, atMs } = this.#sortedLive
    const all = this.#stored(filtered)
    if (name !== this.#sortedLive.name || all !== stored || nowMs - atMs >= LIVE_FOR_MS) {
      const completed = this.#stored(onlyCompleted(filtered))
      const ids = sortLive({
        ids: all.ids,
        completed: completed.ids,
        values: this.#options.engine.liveValues(column),
        descending,
        completedFirst: column === 'progress' && descending,
      })
      this.#sortedLive = { name, stored: all, atMs: nowMs, list: { ids } }
    }
    return this.#sortedLive.list
  }

  #stored(query: StoredQuery): DownloadList {
    return this.#keep(['list', query], () => ({
      ids: this.#filtered(query) ?? this.#ids(idsSql(query, this.#options.session)),
    }))
  }

  /** A part of a list that is kept has its order from there: to sort takes longer than to find. */
  #filtered({ filter, ...sorted }: StoredQuery): readonly DownloadId[] | null {
    if (filter === undefined) return null
    const name = nameOf(['list', sorted])
    const whole = this.#kept.get(name) as DownloadList | undefined
    if (whole === undefined) return null
    // It will be asked for again, with the next letter that is typed.
    this.#kept.delete(name)
    this.#kept.set(name, whole)
    const few = this.#wider(filter, sorted)
    const found = this.#ids(matchesSql(filter, this.#options.session, few))
    const from = few ?? whole.ids
    return found.length === from.length ? from : only(from, found)
  }

  /** A kept list of few, in which all that a filter finds has to be. */
  #wider(filter: ListFilter, sorted: Omit<StoredQuery, 'filter'>): readonly DownloadId[] | null {
    const sort = JSON.stringify(sorted)
    for (const [name, list] of this.#kept) {
      const [kind, query] = JSON.parse(name) as [string, StoredQuery]
      if (kind !== 'list' || query.filter === undefined) continue
      const { ids } = list as DownloadList
      const { filter: kept, ...order } = query
      if (ids.length > FEW || JSON.stringify(order) !== sort) continue
      if (isNarrower(filter, kept)) return ids
    }
    return null
  }

  #ids({ text, values }: Sql): DownloadId[] {
    return this.#options.db.prepare(text).pluck().all(values) as DownloadId[]
  }

  /** Rows from `offset` on, at most `limit`; fewer as well if one is just being removed. */
  rows(query: ListQuery, offset: number, limit: number): DownloadView[] {
    const ids = this.list(query).ids.slice(offset, offset + limit)
    return ids.map((id) => this.#options.engine.get(id)).filter((view) => view !== undefined)
  }

  /**
   * The place of the next one, after this place and round to it, whose name begins like that; -1 if
   * there is none.
   */
  findName(query: ListQuery, startsWith: string, after: number): number {
    const { ids } = this.list(query)
    const found = new Set(this.list({ filter: { ...query.filter, startsWith } }).ids)
    if (found.size === 0) return -1
    const places = Array.from(ids, (_, step) => (after + 1 + step) % ids.length)
    return places.find((place) => found.has(ids[place] ?? 0)) ?? -1
  }

  /** Where in the list it stands; -1 if it does not. */
  position(query: ListQuery, id: DownloadId): number {
    return this.list(query).ids.indexOf(id)
  }

  /** How many there are of each state, host or extension that there is. */
  counts(by: CountedBy, filter?: ListFilter): ReadonlyMap<string, number> {
    if (filter === undefined) return this.#keep(['counts', by], () => sumBy(by, this.tally()))
    return this.#keep(['counts', by, filter], () => {
      const { text, values } = countsSql(by, filter, this.#options.session)
      const rows = this.#options.db.prepare(text).raw().all(values)
      return new Map(rows as [value: string, count: number][])
    })
  }

  /** How many there are of each category that there is any of, by its id. */
  countsByCategory(categories: readonly Category[]): ReadonlyMap<string, number> {
    const marks = categories.map(({ id, extensions, hosts }) => [id, extensions, hosts])
    return this.#keep(['categories', marks], () => sumByCategory(this.tally(), categories))
  }

  /** How many there are of each extension, host and state together: by one look, for all counts. */
  tally(): readonly Tally[] {
    return this.#keep(['tally'], () => {
      const { text, values } = tallySql(this.#options.session)
      return this.#options.db.prepare(text).all(values) as Tally[]
    })
  }

  #keep<T>(key: readonly unknown[], make: () => T): T {
    return this.#options.attempt(() => this.#remember(key, make))
  }

  #remember<T>(key: readonly unknown[], make: () => T): T {
    const revision = this.#options.revision()
    if (revision !== this.#revision) this.#kept.clear()
    this.#revision = revision
    const name = nameOf(key)
    const value = this.#kept.has(name) ? (this.#kept.get(name) as T) : make()
    // What was asked for last goes last.
    this.#kept.delete(name)
    this.#kept.set(name, value)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return value
  }
}

function sumByCategory(
  tallies: readonly Tally[],
  categories: readonly Category[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { extension, host, count } of tallies) {
    const id = categoryOf({ name: `.${extension}`, host }, categories)
    sums.set(id, (sums.get(id) ?? 0) + count)
  }
  return sums
}

/** Those of the ids that are among `wanted`, in their order. */
function only(ids: readonly DownloadId[], wanted: readonly DownloadId[]): DownloadId[] {
  const isWanted = new Uint8Array(1 + ids.reduce((most, id) => Math.max(most, id), 0))
  for (const id of wanted) isWanted[id] = 1
  return ids.filter((id) => isWanted[id] === 1)
}

function nameOf(key: readonly unknown[]): string {
  return JSON.stringify(key)
}

function sumBy(by: CountedBy, tallies: readonly Tally[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const tally of tallies) sums.set(tally[by], (sums.get(tally[by]) ?? 0) + tally.count)
  return sums
}

function onlyCompleted({ filter = {} }: StoredQuery): StoredQuery {
  const wanted = filter.states?.includes('completed') ?? true
  return { filter: { ...filter, states: wanted ? ['completed'] : [] } }
}
