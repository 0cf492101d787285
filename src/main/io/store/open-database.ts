import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { translateFileError } from '../files/translate-error'
import { migrate } from './migrate'
import { SessionLock } from './session-lock'
import { translateSqliteError } from './sqlite-error'

/** How long to wait for a write of another process, in milliseconds. */
const BUSY_MS = 5_000

/**
 * Opens the database and begins a session, one process at a time: SQLite does not wait for a busy
 * database while it changes to WAL, and a new lock is not held yet. Throws DownloadError.
 */
export function openDatabase(dataDir: string): {
  readonly db: Database.Database
  readonly lock: SessionLock
} {
  try {
    // It stores logins and cookies in plain text.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const turnstile = new Database(join(dataDir, 'opening.lock'), { timeout: BUSY_MS })
    try {
      turnstile.exec('BEGIN EXCLUSIVE')
      const db = prepareDatabase(new Database(join(dataDir, 'rill.db'), { timeout: BUSY_MS }))
      const lock = new SessionLock(dataDir)
      // Other processes check locks only within a write transaction.
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
