import type { Database } from 'better-sqlite3'
import { DownloadError } from '../../engine/download-error'
import { fillListKeys } from './list-keys'

const files: Record<string, string> = import.meta.glob('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Steps in JavaScript that follow the SQL of this name. */
const AFTERWARDS: Record<string, (db: Database) => void> = {
  './migrations/005-lists.sql': fillListKeys,
}

const MIGRATIONS = Object.keys(files).sort()

/**
 * Migrates the database to the newest schema in one transaction; `user_version` counts the steps.
 * Throws `data-too-new` for a database of a newer Rill.
 */
export function migrate(db: Database): void {
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number
    if (version > MIGRATIONS.length) {
      throw new DownloadError('data-too-new', { path: db.name })
    }
    for (const name of MIGRATIONS.slice(version)) {
      db.exec(files[name] ?? '')
      AFTERWARDS[name]?.(db)
    }
    db.pragma(`user_version = ${MIGRATIONS.length}`)
  }).immediate()
}
