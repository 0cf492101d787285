import type Database from 'better-sqlite3'
import type { DownloadId, DownloadView } from '../../../shared/download'
import { type CountedBy, countsSql, idsSql, type ListFilter, type ListQuery } from './list-query'

/** How many answers are kept while nothing changes: a list, another one, and the counts of both. */
const MOST_KEPT = 8

export interface DownloadListsOptions {
  readonly db: Database.Database
  /** Whose downloads there are, beside the completed ones, which are everybody's. */
  readonly session: string
  /** Another word whenever a list may have changed. */
  readonly revision: () => string
  /** Runs a query, and throws DownloadError if it fails. */
  readonly attempt: <T>(query: () => T) => T
  /** A download as it is now: with its progress and speed, if it runs. */
  readonly view: (id: DownloadId) => DownloadView | undefined
}

/** The ids of all that a query lists, in its order. */
export interface DownloadList {
  readonly ids: readonly DownloadId[]
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

  /** Use `SqliteStore.lists`. */
  constructor(options: DownloadListsOptions) {
    this.#options = options
  }

  /** The same object as before, as long as nothing has changed. */
  list(query: ListQuery): DownloadList {
    return this.#keep(['list', query], () => {
      const { text, values } = idsSql(query, this.#options.session)
      return { ids: this.#options.db.prepare(text).pluck().all(values) as DownloadId[] }
    })
  }

  /** Rows from `offset` on, at most `limit`; fewer as well if one is just being removed. */
  rows(query: ListQuery, offset: number, limit: number): DownloadView[] {
    const ids = this.list(query).ids.slice(offset, offset + limit)
    return ids.map((id) => this.#options.view(id)).filter((view) => view !== undefined)
  }

  /** Where in the list it stands; -1 if it does not. */
  position(query: ListQuery, id: DownloadId): number {
    return this.list(query).ids.indexOf(id)
  }

  /** How many there are of each state, host or extension that there is. */
  counts(by: CountedBy, filter?: ListFilter): ReadonlyMap<string, number> {
    return this.#keep(['counts', by, filter], () => {
      const { text, values } = countsSql(by, filter, this.#options.session)
      const rows = this.#options.db.prepare(text).raw().all(values)
      return new Map(rows as [value: string, count: number][])
    })
  }

  #keep<T>(key: readonly unknown[], make: () => T): T {
    return this.#options.attempt(() => this.#remember(key, make))
  }

  #remember<T>(key: readonly unknown[], make: () => T): T {
    const revision = this.#options.revision()
    if (revision !== this.#revision) this.#kept.clear()
    this.#revision = revision
    const name = JSON.stringify(key)
    const value = this.#kept.has(name) ? (this.#kept.get(name) as T) : make()
    // What was asked for last goes last.
    this.#kept.delete(name)
    this.#kept.set(name, value)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return value
  }
}
