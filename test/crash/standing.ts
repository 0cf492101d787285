import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'

/** What is recorded of a download. */
export interface Standing {
  readonly id: number
  readonly url: string
  readonly state: string
  readonly fileName: string | null
  readonly partName: string | null
  readonly error: string | null
  /** Bytes that are claimed to be on disk, half-open. */
  readonly held: readonly { readonly start: number; readonly end: number }[]
}

/**
 * All downloads that are recorded in a data folder; none before there is a database. Reads a copy:
 * what a killed process left half done is for the next one to complete.
 */
export function readStandings(dataDir: string): Standing[] {
  if (!existsSync(join(dataDir, 'rill.db'))) return []
  const copy = mkdtempSync(join(dirname(dataDir), 'copy-'))
  for (const name of readdirSync(dataDir).filter((one) =>
    /^rill\.db(-wal|-journal)?$/u.test(one),
  )) {
    copyFileSync(join(dataDir, name), join(copy, name))
  }
  const db = new Database(join(copy, 'rill.db'))
  try {
    if (db.pragma('user_version', { simple: true }) === 0) return []
    const downloads = db.prepare(
      `SELECT url, state, file_name AS fileName, part_name AS partName, error, id
       FROM downloads ORDER BY id`,
    )
    const held = db.prepare('SELECT start, position AS "end" FROM segments WHERE download_id = ?')
    return (downloads.all() as Omit<Standing, 'held'>[]).map((one) => ({
      ...one,
      held: held.all(one.id) as Standing['held'],
    }))
  } finally {
    db.close()
    rmSync(copy, { recursive: true })
  }
}
