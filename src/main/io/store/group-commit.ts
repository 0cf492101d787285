import type Database from 'better-sqlite3'

/**
 * Lets many deferred transactions share one commit, at the end of the event loop's turn or with the
 * next commit before it. A commit costs more than its writes, and most downloads write to the same
 * pages.
 *
 * A failed commit rolls the whole transaction back. Its steps are kept and repeated with the next
 * one, so that no later write builds on missing data; the caller of that one gets the error.
 */
export class GroupCommit {
  readonly #db: Database.Database
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>
  /** Uncommitted steps, in the open transaction unless it was rolled back. */
  #uncommitted: (() => unknown)[] = []
  #depth = 0
  #isDeferred = false
  #turnEnd: NodeJS.Immediate | null = null

  constructor(db: Database.Database) {
    this.#db = db
    this.#transaction = db.transaction((work: () => unknown) => work())
  }

  /** One transaction, committed when this returns; a part of the outer transaction if there is one. */
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
      // The steps of others are not rolled back with it.
      this.#endTurn()
    }
  }

  /** The same, committed at the end of the event loop's turn at the latest. */
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

  /** Runs a step that can be repeated after a failed commit. */
  step(work: () => unknown): void {
    if (this.#depth === 0) {
      this.now(work)
      return
    }
    const isDeferred = this.#isDeferred
    // Repeating this step repeats its inner steps.
    this.#within(false, work)
    if (isDeferred) this.#uncommitted.push(work)
  }

  /** Commits all uncommitted steps. */
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
      // The next write or flush commits first, and throws the error then.
    }
  }

  /** Opens a transaction and repeats all steps that were rolled back. */
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
    // After some errors SQLite has already rolled back.
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
