import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { HeldRanges } from '../support/bytes-asked-again'

/** Reads what would be trusted if the process ended now. `dataDir` is the process's data folder. */
export function heldRanges(dataDir: string): HeldRanges {
  const db = new Database(join(dataDir, 'rill.db'), { readonly: true })
  try {
    const segments = db.prepare('SELECT start, position AS "end" FROM segments')
    return segments.all() as { start: number; end: number }[]
  } finally {
    db.close()
  }
}

export function heldBytes(dataDir: string): number {
  return heldRanges(dataDir).reduce((sum, { start, end }) => sum + end - start, 0)
}
