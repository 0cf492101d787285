import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import type { DownloadRecord } from '../../engine/records'
import { type SegmentRow, toRecord } from './download-rows'
import { KEPT, UNFINISHED } from './sql-terms'
import type { SqliteTransactions } from './transactions'

/** Reads the downloads of all processes. */
export class DownloadReader {
  readonly #transactions: SqliteTransactions
  readonly #statements

  constructor(db: Database.Database, transactions: SqliteTransactions) {
    this.#transactions = transactions
    this.#statements = prepare(db)
  }

  /** A completed download that is not trashed. */
  completed(id: DownloadId): DownloadRecord | null {
    return this.#readOne(() => this.#statements.completed.get(id))
  }

  /** All of them, in the order of their ranks. */
  allCompleted(): DownloadRecord[] {
    const { allCompleted, completedSegments } = this.#statements
    return this.#transactions.attempt(() => readAll(allCompleted, completedSegments))
  }

  /** The unfinished downloads of a session that are not trashed, in the order of their ranks. */
  unfinishedOf(session: string): DownloadRecord[] {
    const { unfinishedOf, unfinishedSegments } = this.#statements
    return this.#transactions.attempt(() => readAll(unfinishedOf, unfinishedSegments, { session }))
  }

  /** The newest download with this file or part file. */
  find(dir: string, name: string): DownloadRecord | null {
    return this.#readOne(() => this.#statements.byName.get({ dir, name }))
  }

  /** Whether an unfinished download writes to this part file. */
  hasPart(dir: string, partName: string): boolean {
    const { part } = this.#statements
    return this.#transactions.attempt(() => part.get({ dir, partName })) !== undefined
  }

  /** The record of a row that has all columns. */
  read(row: { readonly id: number }): DownloadRecord {
    return toRecord(row, this.#statements.segments.all(row.id) as SegmentRow[])
  }

  #readOne(get: () => unknown): DownloadRecord | null {
    return this.#transactions.attempt(() => {
      const row = get() as { readonly id: number } | undefined
      return row === undefined ? null : this.read(row)
    })
  }
}

/** Reads many records with two queries. */
function readAll(
  downloads: Database.Statement,
  segments: Database.Statement,
  ...parameters: readonly object[]
): DownloadRecord[] {
  const byId = new Map<number, SegmentRow[]>()
  for (const row of segments.all(...parameters) as (SegmentRow & { readonly id: number })[]) {
    const others = byId.get(row.id)
    if (others === undefined) byId.set(row.id, [row])
    else others.push(row)
  }
  const rows = downloads.all(...parameters) as { readonly id: number }[]
  return rows.map((row) => toRecord(row, byId.get(row.id) ?? []))
}

const SEGMENTS_OF_THOSE =
  'SELECT id, start, position, "end" FROM segments JOIN downloads ON id = download_id'

function prepare(db: Database.Database) {
  return {
    unfinishedOf: db.prepare(
      `SELECT * FROM downloads WHERE state IN ${UNFINISHED} AND session = @session AND ${KEPT}
       ORDER BY rank, id`,
    ),
    unfinishedSegments: db.prepare(
      `${SEGMENTS_OF_THOSE} WHERE state IN ${UNFINISHED} AND session = @session ORDER BY id, start`,
    ),
    completed: db.prepare(
      `SELECT * FROM downloads WHERE id = ? AND state = 'completed' AND ${KEPT}`,
    ),
    allCompleted: db.prepare(
      `SELECT * FROM downloads WHERE state = 'completed' AND ${KEPT} ORDER BY rank, id`,
    ),
    completedSegments: db.prepare(
      `${SEGMENTS_OF_THOSE} WHERE state = 'completed' ORDER BY id, start`,
    ),
    byName: db.prepare(
      `SELECT * FROM downloads
       WHERE dir = @dir AND (file_name = @name OR part_name = @name) ORDER BY id DESC LIMIT 1`,
    ),
    part: db.prepare(
      `SELECT 1 FROM downloads
       WHERE dir = @dir AND part_name = @partName AND state <> 'completed' LIMIT 1`,
    ),
    segments: db.prepare(
      'SELECT start, position, "end" FROM segments WHERE download_id = ? ORDER BY start',
    ),
  }
}
