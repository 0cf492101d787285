import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Does something to the database behind the back of the stores. */
export function changeDatabase(dataDir: string, ...work: readonly string[]): void {
  const db = new Database(join(dataDir, 'rill.db'))
  for (const sql of work) db.exec(sql)
  db.close()
}

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
    'discarded_at_ms',
    'discards_file',
    'name_key',
    'extension',
    'host',
    'link_key',
    'folder_key',
  ].map((column) => `ALTER TABLE downloads DROP COLUMN ${column}`),
]
