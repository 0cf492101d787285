import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'

export interface DuplicateFinderOptions {
  readonly db: Database.Database
  /** Whose unfinished downloads are searched; completed downloads belong to all sessions. */
  readonly session: string
  /** Runs a query, and throws DownloadError if it fails. */
  readonly attempt: <T>(query: () => T) => T
}

/** More matches are of no use to a person. */
const MOST = 20

/** Finds existing downloads of the same link or file, newest first. */
export class DuplicateFinder {
  readonly #options: DuplicateFinderOptions
  readonly #byLink: Database.Statement
  readonly #byFile: Database.Statement

  /** Use `SqliteStore.duplicates`. */
  constructor(options: DuplicateFinderOptions) {
    this.#options = options
    const { db } = options
    const [mine, order] = ["(state = 'completed' OR session = @session)", 'ORDER BY id DESC']
    this.#byLink = db.prepare(
      `SELECT id FROM downloads
       WHERE url IN (SELECT value FROM json_each(@urls)) AND ${mine} ${order} LIMIT ${MOST}`,
    )
    this.#byFile = db.prepare(
      `SELECT id FROM downloads
       WHERE file_name = @name AND dir = @dir AND ${mine} ${order} LIMIT ${MOST}`,
    )
  }

  /** Downloads of any of these links. */
  ofLinks(urls: readonly string[]): DownloadId[] {
    return this.#ids(this.#byLink, { urls: JSON.stringify(urls) })
  }

  /** Downloads whose file has this name, or will get it. */
  ofFile(dir: string, name: string): DownloadId[] {
    return this.#ids(this.#byFile, { dir, name })
  }

  #ids(statement: Database.Statement, values: object): DownloadId[] {
    const { session, attempt } = this.#options
    return attempt(() => statement.pluck().all({ ...values, session }) as DownloadId[])
  }
}
