import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { translateFileError } from '../files/translate-error'
import { migrate } from './migrate'
import { SessionLock } from './session-lock'
import { translateSqliteError } from './sqlite-error'

/** How long to wait for another process that writes, in milliseconds. */
const BUSY_MS = 5_000

/**
 * Opens the database and begins a session, one process at a time: SQLite waits for a busy database
 * everywhere but in the change to WAL, and a lock is not held yet when it is made. Throws
 * DownloadError.
 */
export function openDatabase(dataDir: string): {
  readonly db: Database.Database
  readonly lock: SessionLock
} {
  try {
    // Logins and cookies are kept in it as they were given.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const turnstile = new Database(join(dataDir, 'opening.lock'), { timeout: BUSY_MS })
    try {
      turnstile.exec('BEGIN EXCLUSIVE')
      const db = prepareDatabase(new Database(join(dataDir, 'rill.db'), { timeout: BUSY_MS }))
      const lock = new SessionLock(dataDir)
      // Nobody asks who is alive but in a transaction that writes.
      db.transaction(() => lock.sweep()).immediate()
      return { db, lock }
    } finally {
      turnstile.close()
    }
  } catch (error) {
    throw error instanceof Database.SqliteError
      ? translateSqliteError(error, dataDir)
      : translateFileError(error, dataDir)
  }
}

function prepareDatabase(db: Database.Database): Database.Database {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  migrate(db)
  return db
}
