import type Database from 'better-sqlite3'
import type { Transactions } from '../../engine/ports/store'
import { CancelledError, type Coroutine, until } from '../../kernel'
import { translateFileError } from '../files/translate-error'
import { GroupCommit } from './group-commit'
import { translateSqliteError } from './sqlite-error'
import { WalSync } from './wal-sync'

/** How the tables are read and written. What fails is thrown as DownloadError. */
export class SqliteTransactions implements Transactions {
  readonly #db: Database.Database
  readonly #writes: GroupCommit
  readonly #wal: WalSync
  readonly #totalChanges: Database.Statement
  /** SQLite's count of changed rows when the last flush began. */
  #flushedChanges = 0
  /** Counts what may have changed a list. */
  #changes = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#writes = new GroupCommit(db)
    this.#wal = new WalSync(`${db.name}-wal`)
    this.#totalChanges = db.prepare('SELECT total_changes()').pluck()
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
  deferCommit<T>(work: () => T): T {
    return this.attempt(() => this.#writes.deferCommit(work))
  }

  /** What a transaction does; one by itself where there is none. */
  write(step: () => unknown): void {
    this.attempt(() => this.#writes.step(step))
  }

  /** Commits what `deferCommit` did. */
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

  *flush(): Coroutine<void> {
    this.commit()
    const changes = this.attempt(() => this.#totalChanges.get() as number)
    if (changes === this.#flushedChanges) return
    try {
      yield* until(() => this.#wal.flush())
    } catch (error) {
      throw error instanceof CancelledError ? error : translateFileError(error, this.#db.name)
    }
    this.#flushedChanges = Math.max(changes, this.#flushedChanges)
  }

  /** Releases the log; a flush that runs is finished first. */
  close(): void {
    this.#wal.close()
  }

  /** Like `batch`, for what may change a list. */
  changing<T>(work: () => T): T {
    this.listsMayChange()
    return this.batch(work)
  }
}
