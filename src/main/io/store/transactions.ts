import type Database from 'better-sqlite3'
import type { Transactions } from '../../engine/ports/store'
import { CancelledError, type Coroutine, until } from '../../kernel'
import { translateFileError } from '../files/translate-error'
import { GroupCommit } from './group-commit'
import { translateSqliteError } from './sqlite-error'
import { WalSync } from './wal-sync'

/** Reads and writes of all tables go through here, to throw DownloadError when they fail. */
export class SqliteTransactions implements Transactions {
  readonly #db: Database.Database
  readonly #writes: GroupCommit
  readonly #wal: WalSync
  readonly #totalChanges: Database.Statement
  /** SQLite's count of changed rows when the last flush began. */
  #flushedChanges = 0
  /** Counts the changes that may affect a list. */
  #changes = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#writes = new GroupCommit(db)
    this.#wal = new WalSync(`${db.name}-wal`)
    this.#totalChanges = db.prepare('SELECT total_changes()').pluck()
  }

  /** Another text whenever a list may have changed, by any process. */
  get revision(): string {
    const others = this.#db.pragma('data_version', { simple: true })
    return `${this.#changes} ${String(others)}`
  }

  /** Call before a change that may affect a list. */
  listsMayChange(): void {
    this.#changes += 1
  }

  /** For reads. */
  attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw translateSqliteError(error, this.#db.name)
    }
  }

  /** Runs `work` as one transaction. */
  batch<T>(work: () => T): T {
    return this.attempt(() => this.#writes.now(work))
  }

  /** Like `batch`, but committed at the end of the event loop's turn at the latest. */
  deferCommit<T>(work: () => T): T {
    return this.attempt(() => this.#writes.deferCommit(work))
  }

  /** A write within a transaction; a transaction of its own if none is open. */
  write(step: () => unknown): void {
    this.attempt(() => this.#writes.step(step))
  }

  /** Commits the writes of `deferCommit`. */
  commit(): void {
    this.attempt(() => this.#writes.commit())
  }

  /** Like `batch`, and durable when it returns. */
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

  /** Like `batch`, for changes that may affect a list. */
  changing<T>(work: () => T): T {
    this.listsMayChange()
    return this.batch(work)
  }
}
