import type Database from 'better-sqlite3'

/**
 * Transactions, of which many may share one: what `deferCommit` does is committed together when the host's
 * turn ends, or with whatever is committed before. A transaction costs more than what it does, and
 * of many downloads most write to the same pages.
 *
 * A commit that fails takes the whole transaction back. Its steps are kept and done once more with
 * the next one, so that nobody builds upon what is not there; who waits for that meets the error.
 */
export class GroupCommit {
  readonly #db: Database.Database
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>
  /** Done, in the transaction that is open unless it was taken back, and not yet committed. */
  #uncommitted: (() => unknown)[] = []
  #depth = 0
  #isDeferred = false
  #turnEnd: NodeJS.Immediate | null = null

  constructor(db: Database.Database) {
    this.#db = db
    this.#transaction = db.transaction((work: () => unknown) => work())
  }

  /** One transaction, committed when this returns; inside of another, a part of that. */
  now<T>(work: () => T): T {
    if (this.#depth > 0) return this.#run(work, this.#isDeferred)
    if (this.#uncommitted.length === 0 && !this.#db.inTransaction) {
      return this.#within(false, () => this.#transaction.immediate(work) as T)
    }
    this.#reopen()
    try {
      const result = this.#run(work, false)
      this.commit()
      return result
    } finally {
      // What others did is not taken back with it.
      this.#endTurn()
    }
  }

  /** Likewise, but committed when the host's turn ends at the latest. */
  deferCommit<T>(work: () => T): T {
    if (this.#depth > 0) return this.#run(work, this.#isDeferred)
    this.#reopen()
    this.#turnEnd ??= setImmediate(() => this.#endTurn())
    const done = this.#uncommitted.length
    try {
      return this.#run(work, true)
    } catch (error) {
      this.#uncommitted.length = done
      throw error
    }
  }

  /** Does something that can be done once more if need be. */
  step(work: () => unknown): void {
    if (this.#depth === 0) {
      this.now(work)
      return
    }
    const isDeferred = this.#isDeferred
    // Steps of this step are done again with it.
    this.#within(false, work)
    if (isDeferred) this.#uncommitted.push(work)
  }

  /** Commits what is not yet committed. */
  commit(): void {
    if (this.#depth > 0) return
    if (this.#turnEnd !== null) clearImmediate(this.#turnEnd)
    this.#turnEnd = null
    if (this.#uncommitted.length > 0) this.#reopen()
    if (!this.#db.inTransaction) return
    try {
      this.#db.exec('COMMIT')
    } catch (error) {
      this.#takeBack()
      throw error
    }
    this.#uncommitted = []
  }

  #endTurn(): void {
    try {
      this.commit()
    } catch {
      // Whoever depends on it commits it first, and meets the error.
    }
  }

  /** With all that was taken back. */
  #reopen(): void {
    if (this.#db.inTransaction) return
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const work of this.#uncommitted) this.#within(false, work)
    } catch (error) {
      this.#takeBack()
      throw error
    }
  }

  #takeBack(): void {
    // SQLite has done so already after some errors.
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
  }

  /** As a savepoint. */
  #run<T>(work: () => T, isDeferred: boolean): T {
    return this.#within(isDeferred, () => this.#transaction.deferred(work) as T)
  }

  #within<T>(isDeferred: boolean, work: () => T): T {
    const wasDeferred = this.#isDeferred
    this.#depth += 1
    this.#isDeferred = isDeferred
    try {
      return work()
    } finally {
      this.#depth -= 1
      this.#isDeferred = wasDeferred
    }
  }
}
