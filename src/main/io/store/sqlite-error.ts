import Database from 'better-sqlite3'
import { DownloadError } from '../../engine/download-error'

/** Translates an error of SQLite to a DownloadError; returns any other error unchanged. */
export function translateSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code === 'SQLITE_FULL' ? 'disk-full' : 'disk-error'
  return new DownloadError(code, { path, detail: error.code }, error)
}
