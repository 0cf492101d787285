import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Tells which processes that share a data folder are alive: each holds a lock on a file of its own,
 * which the system takes away however the process ends. The lock is SQLite's, as Node has none.
 */
export class SessionLock {
  readonly id = randomUUID()
  readonly #dir: string
  readonly #lock: Database.Database

  constructor(dataDir: string) {
    this.#dir = join(dataDir, 'sessions')
    mkdirSync(this.#dir, { recursive: true })
    this.#lock = new Database(this.#path(this.id))
    this.#lock.exec('BEGIN EXCLUSIVE')
  }

  isAlive(session: string): boolean {
    if (session === this.id) return true
    const path = this.#path(session)
    if (!existsSync(path)) return false
    const db = new Database(path, { timeout: 0 })
    try {
      db.exec('BEGIN EXCLUSIVE')
      return false
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return true
      throw error
    } finally {
      db.close()
    }
  }

  /** Deletes what a dead session left behind. */
  forget(session: string): void {
    rmSync(this.#path(session), { force: true })
  }

  release(): void {
    this.#lock.close()
    this.forget(this.id)
  }

  #path(session: string): string {
    return join(this.#dir, `${session}.lock`)
  }
}
