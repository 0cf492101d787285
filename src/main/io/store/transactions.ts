import type Database from 'better-sqlite3'
import { translateSqliteError } from './sqlite-error'

/** How the tables are read and written. What fails is thrown as DownloadError. */
export class Transactions {
  readonly #db: Database.Database
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>
  /** Counts what may have changed a list. */
  #changes = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#transaction = db.transaction((work: () => unknown) => work())
  }

  /** Another word whenever a list may have changed, by whatever process. */
  get revision(): string {
    const others = this.#db.pragma('data_version', { simple: true })
    return `${this.#changes} ${String(others)}`
  }

  /** What is about to be done may change a list. */
  listsMayChange(): void {
    this.#changes += 1
  }

  /** For a single statement. */
  attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw translateSqliteError(error, this.#db.name)
    }
  }

  /** Makes one transaction of all that `work` does. */
  batch<T>(work: () => T): T {
    return this.attempt(() => {
      const { deferred, immediate } = this.#transaction
      return (this.#db.inTransaction ? deferred(work) : immediate(work)) as T
    })
  }

  /** Like `batch`, and on disk when it returns, whatever happens to the power. */
  durably<T>(work: () => T): T {
    this.#db.pragma('synchronous = FULL')
    try {
      return this.batch(work)
    } finally {
      this.#db.pragma('synchronous = NORMAL')
    }
  }

  /** Like `batch`, for what may change a list. */
  changing<T>(work: () => T): T {
    this.listsMayChange()
    return this.batch(work)
  }
}
