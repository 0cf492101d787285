import type { Database } from 'better-sqlite3'
import { DownloadError } from '../../engine/download-error'
import { fillListKeys } from './list-keys'

const files: Record<string, string> = import.meta.glob('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** What has to be done in JavaScript after the step of this name. */
const AFTERWARDS: Record<string, (db: Database) => void> = {
  './migrations/005-lists.sql': fillListKeys,
}

const MIGRATIONS = Object.keys(files).sort()

/**
 * Brings the database to the newest shape, a transaction a step; `user_version` counts the steps.
 * Throws `data-too-new` if a newer Rill has written it.
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
