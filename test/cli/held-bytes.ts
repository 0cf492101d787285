import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { RequestRecord } from '../servers'

/** Bytes of the one download in a database that it claims to be on disk, half-open. */
export type HeldRanges = readonly { readonly start: number; readonly end: number }[]

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

/** How many bytes that were held the requests ask for once more. */
export function bytesAskedAgain(requests: readonly RequestRecord[], held: HeldRanges): number {
  const overlaps = requests.flatMap(({ range }) => {
    const asked = range ?? { start: 0, end: null }
    return held.map(({ start, end }) => {
      const stop = Math.min(end, asked.end ?? Number.POSITIVE_INFINITY)
      return Math.max(0, stop - Math.max(start, asked.start))
    })
  })
  return overlaps.reduce((sum, bytes) => sum + bytes, 0)
}
