import Database from 'better-sqlite3'
import { DownloadError } from '../../engine/download-error'

/** What SQLite throws, in the engine's words; anything else as it is. */
export function translateSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code === 'SQLITE_FULL' ? 'disk-full' : 'disk-error'
  return new DownloadError(code, { path, detail: error.code }, error)
}
