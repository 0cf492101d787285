import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import type { ClaimStore } from '../../engine/ports/store'
import type { DownloadRecord } from '../../engine/records'
import type { DownloadReader } from './download-reader'
import type { SessionLock } from './session-lock'
import { KEPT, UNFINISHED } from './sql-terms'
import type { SqliteTransactions } from './transactions'

interface ClaimsOptions {
  readonly db: Database.Database
  readonly lock: SessionLock
  readonly downloads: DownloadReader
  readonly transactions: SqliteTransactions
}

/** Which downloads belong to this process: each belongs to at most one living session. */
export class Claims implements ClaimStore {
  readonly #lock: SessionLock
  readonly #downloads: DownloadReader
  readonly #transactions: SqliteTransactions
  readonly #statements

  constructor({ db, lock, downloads, transactions }: ClaimsOptions) {
    this.#lock = lock
    this.#downloads = downloads
    this.#transactions = transactions
    this.#statements = prepare(db)
  }

  takeAll(): DownloadRecord[] {
    return this.#transactions.changing(() => {
      const mine = { session: this.#lock.id, others: JSON.stringify(this.#lock.others()) }
      this.#statements.claimUnfinished.run(mine)
      this.#statements.settleAll.run(mine)
      return this.#downloads.unfinishedOf(this.#lock.id)
    })
  }

  takeTrashed(): DownloadRecord[] {
    return this.#transactions.changing(() => {
      const rows = this.#statements.trashed.all() as ClaimableRow[]
      return rows.filter(({ session }) => !this.#isTaken(session)).map((row) => this.#claim(row))
    })
  }

  takeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    if (ids.length === 0) return []
    return this.#transactions.changing(() => {
      const free = this.#freeCompleted(ids)
      this.#statements.claimThose.run({ session: this.#lock.id, ids: JSON.stringify(free) })
      return free
    })
  }

  take(id: DownloadId): DownloadRecord | null {
    return this.#claimFree(() => this.#statements.one.all(id))
  }

  takeUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null {
    return this.#claimFree(() => this.#statements.unfinished.all({ url, dir, wishedName }))
  }

  takeFinished(dir: string, fileName: string): DownloadRecord | null {
    return this.#claimFree(() => this.#statements.finished.all({ dir, fileName }))
  }

  removeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    if (ids.length === 0) return []
    return this.#transactions.changing(() => {
      const free = this.#freeCompleted(ids)
      this.#statements.removeAll.run(JSON.stringify(free))
      return free
    })
  }

  /** Settles the completed downloads of this process, if it has nothing left to do. */
  settle(): void {
    this.#transactions.batch(() => {
      const { undone, settle } = this.#statements
      if (undone.get(this.#lock.id) === undefined) settle.run(this.#lock.id)
    })
  }

  /** The completed downloads among these that no other living process owns. */
  #freeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    const rows = this.#statements.completedOf.all(JSON.stringify(ids)) as ClaimableRow[]
    const sessions = new Set(rows.map(({ session }) => session))
    const taken = new Set([...sessions].filter((session) => this.#isTaken(session)))
    return rows.filter(({ session }) => !taken.has(session)).map(({ id }) => id)
  }

  #isTaken(session: string | null): boolean {
    return session !== null && session !== this.#lock.id && this.#lock.isAlive(session)
  }

  /** Takes the first candidate that no other living process owns. */
  #claimFree(candidates: () => unknown[]): DownloadRecord | null {
    return this.#transactions.changing(() => {
      const rows = candidates() as ClaimableRow[]
      const row = rows.find(({ session }) => !this.#isTaken(session))
      return row === undefined ? null : this.#claim(row)
    })
  }

  #claim(row: ClaimableRow): DownloadRecord {
    this.#statements.claim.run({ id: row.id, session: this.#lock.id })
    return this.#downloads.read(row)
  }
}

interface ClaimableRow {
  readonly id: number
  readonly session: string | null
}

/** No other living process owns the row. */
const FREE = '(session IS NULL OR session NOT IN (SELECT value FROM json_each(@others)))'

function prepare(db: Database.Database) {
  return {
    trashed: db.prepare('SELECT * FROM downloads WHERE trashed_at_ms IS NOT NULL ORDER BY id'),
    completedOf: db.prepare(
      `SELECT id, session FROM downloads
       WHERE state = 'completed' AND ${KEPT} AND id IN (SELECT value FROM json_each(?))`,
    ),
    one: db.prepare('SELECT * FROM downloads WHERE id = ?'),
    unfinished: db.prepare(
      `SELECT * FROM downloads
       WHERE url = @url AND dir = @dir AND wished_name IS @wishedName
         AND (state <> 'completed' OR NOT settled) AND ${KEPT}
       ORDER BY id`,
    ),
    // A damaged download has failed since, and keeps its time of completion.
    finished: db.prepare(
      `SELECT * FROM downloads
       WHERE dir = @dir AND file_name = @fileName AND finished_at_ms IS NOT NULL AND ${KEPT}
       ORDER BY id DESC LIMIT 1`,
    ),
    claimUnfinished: db.prepare(
      `UPDATE downloads SET session = @session, settled = 0
       WHERE state IN ${UNFINISHED} AND session IS NOT @session AND ${FREE} AND ${KEPT}`,
    ),
    settleAll: db.prepare(
      `UPDATE downloads SET settled = 1 WHERE state = 'completed' AND NOT settled AND ${FREE}`,
    ),
    claim: db.prepare(
      `UPDATE downloads SET session = @session, settled = settled AND state = 'completed'
       WHERE id = @id`,
    ),
    claimThose: db.prepare(
      'UPDATE downloads SET session = @session WHERE id IN (SELECT value FROM json_each(@ids))',
    ),
    undone: db.prepare(
      `SELECT 1 FROM downloads
       WHERE session = ? AND state IN ('queued', 'downloading', 'verifying') LIMIT 1`,
    ),
    settle: db.prepare(
      `UPDATE downloads SET settled = 1
       WHERE session = ? AND state = 'completed' AND NOT settled`,
    ),
    removeAll: db.prepare('DELETE FROM downloads WHERE id IN (SELECT value FROM json_each(?))'),
  }
}
