import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Does something to the database behind the back of the stores. */
export function changeDatabase(dataDir: string, ...work: readonly string[]): void {
  const db = new Database(join(dataDir, 'rill.db'))
  for (const sql of work) db.exec(sql)
  db.close()
}

/** Brings the database back to version 11, in which a trashed download was called discarded. */
export const WITH_DISCARDED: readonly string[] = [
  'ALTER TABLE downloads RENAME COLUMN trashed_at_ms TO discarded_at_ms',
  'ALTER TABLE downloads RENAME COLUMN trashes_file TO discards_file',
  "UPDATE timeline SET kind = 'discarded' WHERE kind = 'trashed'",
]

/** What makes it as it was before there were lists, at version 4. */
export const WITHOUT_LISTS: readonly string[] = [
  'DROP TABLE speeds',
  ...['discarded', 'by_file', 'by_state', 'unsettled', 'counted', 'by_added'].map(
    (index) => `DROP INDEX downloads_${index}`,
  ),
  ...[
    'start_at_ms',
    'final_url',
    'server',
    'trashed_at_ms',
    'trashes_file',
    'name_key',
    'extension',
    'host',
    'link_key',
    'folder_key',
  ].map((column) => `ALTER TABLE downloads DROP COLUMN ${column}`),
]
