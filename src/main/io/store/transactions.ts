import type Database from 'better-sqlite3'
import { GroupedWrites } from './grouped-writes'
import { translateSqliteError } from './sqlite-error'

/** How the tables are read and written. What fails is thrown as DownloadError. */
export class Transactions {
  readonly #db: Database.Database
  readonly #writes: GroupedWrites
  /** Counts what may have changed a list. */
  #changes = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#writes = new GroupedWrites(db)
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

  /** For what reads. */
  attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw translateSqliteError(error, this.#db.name)
    }
  }

  /** Makes one transaction of all that `work` does. */
  batch<T>(work: () => T): T {
    return this.attempt(() => this.#writes.now(work))
  }

  /** Like `batch`, but committed when the host's turn ends at the latest. */
  soon<T>(work: () => T): T {
    return this.attempt(() => this.#writes.soon(work))
  }

  /** What a transaction does; one by itself where there is none. */
  write(step: () => unknown): void {
    this.attempt(() => this.#writes.step(step))
  }

  /** Commits what `soon` did. */
  commit(): void {
    this.attempt(() => this.#writes.commit())
  }

  /** Like `batch`, and on disk when it returns, whatever happens to the power. */
  durably<T>(work: () => T): T {
    // SQLite changes this only between transactions.
    this.commit()
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
