import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** A lock, or the journal that SQLite creates beside it. */
const LOCK_NAME = /^(?<session>.+)\.lock(-journal)?$/u

/**
 * Tells which of the processes that share a data folder are alive. Each holds a lock on its own file,
 * which the system releases however the process ends. The lock is SQLite's: Node has no file locks.
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

  /** The other living sessions. */
  others(): string[] {
    return this.#sessions().filter((session) => session !== this.id && this.isAlive(session))
  }

  /**
   * Deletes the files of dead sessions. No other process may create or check a lock meanwhile: a lock
   * looks dead before it is held, and held while it is checked.
   */
  sweep(): void {
    for (const name of readdirSync(this.#dir)) {
      const session = LOCK_NAME.exec(name)?.groups?.session
      if (session !== undefined && !this.isAlive(session)) {
        rmSync(join(this.#dir, name), { force: true })
      }
    }
  }

  release(): void {
    this.#lock.close()
    rmSync(this.#path(this.id), { force: true })
  }

  #sessions(): string[] {
    const names = readdirSync(this.#dir)
    return [...new Set(names.flatMap((name) => LOCK_NAME.exec(name)?.groups?.session ?? []))]
  }

  #path(session: string): string {
    return join(this.#dir, `${session}.lock`)
  }
}
