import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** A lock, or what SQLite makes beside it. */
const LOCK_NAME = /^(?<session>.+)\.lock(-journal)?$/u

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

  /** The sessions that live beside this one. */
  others(): string[] {
    return this.#sessions().filter((session) => session !== this.id && this.isAlive(session))
  }

  /**
   * Deletes what dead sessions left behind. Nobody else may make a lock meanwhile, or ask whether a
   * session is alive: a lock looks dead before it is held, and held while it is looked at.
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
