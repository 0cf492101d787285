import type Database from 'better-sqlite3'
import { type Category, categoryOf } from '../../../shared/categories'
import type { DownloadId, DownloadView } from '../../../shared/download'
import {
  isLiveColumn,
  type ListFilter,
  type ListQuery,
  type LiveColumn,
} from '../../../shared/list-query'
import { AnswerCache } from './answer-cache'
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

/** How many lists are kept: those of two queries, whole, filtered and without the unfinished. */
const MOST_LISTS = 6

/** How many counts are kept: those of states, hosts, extensions and categories. */
const MOST_COUNTS = 4

/** Up to this many rows, looking up each id is faster than scanning the table. */
const FEW = 10_000

/** How long a list keeps its order by a column that changes all the time, in milliseconds. */
const LIVE_FOR_MS = 1000

export interface DownloadListsOptions {
  readonly db: Database.Database
  /** Whose unfinished downloads are listed; completed downloads belong to all sessions. */
  readonly session: string
  /** Returns another text whenever a list may have changed. */
  readonly revision: () => string
  /** Runs a query, and throws DownloadError if it fails. */
  readonly attempt: <T>(query: () => T) => T
  /** The current state of downloads. */
  readonly engine: LiveDownloads
}

export interface LiveDownloads {
  /** The current view of a download, with its progress and speed while it runs. */
  get(id: DownloadId): DownloadView | undefined
  /** The current values of all downloads that have one; completed downloads have none. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number>
}

/** The ids that a query finds, in its order. */
export interface DownloadList {
  readonly ids: readonly DownloadId[]
}

/** How many downloads have this extension, host and state. */
export interface Tally {
  readonly extension: string
  readonly host: string
  readonly state: string
  readonly count: number
}

/** The latest list sorted by a live column. */
interface SortedLive {
  readonly name: string
  readonly stored: DownloadList | null
  readonly atMs: number
  readonly list: DownloadList
}

/**
 * The list of downloads as a window shows it: filtered, searched and sorted by SQLite, and read in
 * slices. With 100,000 downloads a query takes 20 to 60 ms, the first time after a change; a slice,
 * a position or the same query again takes next to nothing.
 *
 * State, name, length and rank come from the database, which commands update before they return. The
 * rows of a slice come from the engine, with the progress and speed that no record has.
 */
export class DownloadLists {
  readonly #options: DownloadListsOptions
  readonly #lists: AnswerCache<StoredQuery, DownloadList>
  readonly #counts: AnswerCache<CountsQuestion, ReadonlyMap<string, number>>
  readonly #tally: AnswerCache<'all', readonly Tally[]>
  #sortedLive: SortedLive = { name: '', stored: null, atMs: 0, list: { ids: [] } }

  /** Use `SqliteStore.lists`. */
  constructor(options: DownloadListsOptions) {
    this.#options = options
    this.#lists = new AnswerCache(MOST_LISTS, options.revision)
    this.#counts = new AnswerCache(MOST_COUNTS, options.revision)
    this.#tally = new AnswerCache(1, options.revision)
  }

  /**
   * Returns the same object as long as nothing has changed. A list sorted by a live column changes
   * at most once per second.
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
    const { attempt, session } = this.#options
    const make = (): DownloadList => ({
      ids: this.#narrowed(query) ?? this.#ids(idsSql(query, session)),
    })
    return attempt(() => this.#lists.answer(query, make))
  }

  /** A part of a kept list takes its order from there: sorting takes longer than finding. */
  #narrowed({ filter, ...sorted }: StoredQuery): readonly DownloadId[] | null {
    if (filter === undefined) return null
    const whole = this.#lists.find(sorted)
    if (whole === undefined) return null
    const few = this.#wider(filter, sorted)
    const found = this.#ids(matchesSql(filter, this.#options.session, few))
    const from = few ?? whole.ids
    return found.length === from.length ? from : only(from, found)
  }

  /** A short kept list in the same order that has everything this filter finds. */
  #wider(filter: ListFilter, sorted: Omit<StoredQuery, 'filter'>): readonly DownloadId[] | null {
    const sort = JSON.stringify(sorted)
    for (const { question, answer } of this.#lists.all()) {
      const { filter: kept, ...order } = question
      if (kept === undefined || answer.ids.length > FEW) continue
      if (JSON.stringify(order) === sort && isNarrower(filter, kept)) return answer.ids
    }
    return null
  }

  #ids({ text, values }: Sql): DownloadId[] {
    return this.#options.db.prepare(text).pluck().all(values) as DownloadId[]
  }

  /** At most `limit` rows from `offset` on; fewer also while a download is being removed. */
  rows(query: ListQuery, offset: number, limit: number): DownloadView[] {
    const ids = this.list(query).ids.slice(offset, offset + limit)
    return ids.map((id) => this.#options.engine.get(id)).filter((view) => view !== undefined)
  }

  /**
   * The position of the next download after `after`, wrapping round, whose name starts like that; -1
   * if there is none.
   */
  findName(query: ListQuery, startsWith: string, after: number): number {
    const { ids } = this.list(query)
    const found = new Set(this.list({ filter: { ...query.filter, startsWith } }).ids)
    if (found.size === 0) return -1
    const places = Array.from(ids, (_, step) => (after + 1 + step) % ids.length)
    return places.find((place) => found.has(ids[place] ?? 0)) ?? -1
  }

  /** The position in the list; -1 if the list does not have it. */
  position(query: ListQuery, id: DownloadId): number {
    return this.list(query).ids.indexOf(id)
  }

  /** How many downloads there are per state, host or extension. */
  counts(by: CountedBy, filter?: ListFilter): ReadonlyMap<string, number> {
    const make = (): ReadonlyMap<string, number> => {
      if (filter === undefined) return sumBy(by, this.tally())
      const { text, values } = countsSql(by, filter, this.#options.session)
      const rows = this.#options.db.prepare(text).raw().all(values)
      return new Map(rows as [value: string, count: number][])
    }
    return this.#options.attempt(() => this.#counts.answer({ by, filter }, make))
  }

  /** How many downloads there are per category id, without empty categories. */
  countsByCategory(categories: readonly Category[]): ReadonlyMap<string, number> {
    const marks = categories.map(({ id, extensions, hosts }) => [id, extensions, hosts])
    const make = (): ReadonlyMap<string, number> => sumByCategory(this.tally(), categories)
    return this.#options.attempt(() => this.#counts.answer({ by: 'category', marks }, make))
  }

  /** How many downloads there are per extension, host and state: one scan for all counts. */
  tally(): readonly Tally[] {
    return this.#options.attempt(() =>
      this.#tally.answer('all', () => {
        const { text, values } = tallySql(this.#options.session)
        return this.#options.db.prepare(text).all(values) as Tally[]
      }),
    )
  }
}

type CountsQuestion =
  | { readonly by: CountedBy; readonly filter: ListFilter | undefined }
  | { readonly by: 'category'; readonly marks: readonly unknown[] }

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

/** The ids that are also in `wanted`, in the order of `ids`. */
function only(ids: readonly DownloadId[], wanted: readonly DownloadId[]): DownloadId[] {
  const isWanted = new Uint8Array(1 + ids.reduce((most, id) => Math.max(most, id), 0))
  for (const id of wanted) isWanted[id] = 1
  return ids.filter((id) => isWanted[id] === 1)
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
