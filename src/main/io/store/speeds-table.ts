import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import { type SpeedRecord, speedRecordSchema } from '../../../shared/speed-record'
import type { SpeedStore } from '../../engine/ports/store'
import type { SqliteTransactions } from './transactions'

/** The speed history of each download, one row of JSON per download. */
export class SpeedsTable implements SpeedStore {
  readonly #transactions: SqliteTransactions
  readonly #select: Database.Statement
  readonly #upsert: Database.Statement

  constructor(db: Database.Database, transactions: SqliteTransactions) {
    this.#transactions = transactions
    this.#select = db.prepare('SELECT history FROM speeds WHERE download_id = ?').pluck()
    this.#upsert = db.prepare(
      `INSERT INTO speeds (download_id, history) SELECT id, @history FROM downloads WHERE id = @id
       ON CONFLICT (download_id) DO UPDATE SET history = excluded.history`,
    )
  }

  read(id: DownloadId): SpeedRecord | null {
    const history = this.#transactions.attempt(() => this.#select.get(id) as string | undefined)
    if (history === undefined) return null
    return speedRecordSchema.safeParse(JSON.parse(history)).data ?? null
  }

  write(id: DownloadId, record: SpeedRecord): void {
    this.#transactions.write(() => this.#upsert.run({ id, history: JSON.stringify(record) }))
  }
}
