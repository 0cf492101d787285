import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import type { CheckpointStore } from '../../engine/ports/store'
import type { BlockRecord, SegmentRecord } from '../../engine/records'
import { toSegmentRow } from './download-rows'
import type { SqliteTransactions } from './transactions'

/** Which bytes of each download are on disk, and the digests of its blocks. */
export class Checkpoints implements CheckpointStore {
  readonly #transactions: SqliteTransactions
  readonly #statements

  constructor(db: Database.Database, transactions: SqliteTransactions) {
    this.#transactions = transactions
    this.#statements = prepare(db)
  }

  write(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks: readonly BlockRecord[] = [],
  ): void {
    this.#transactions.write(() => {
      this.#statements.deleteSegments.run(id)
      for (const segment of segments) {
        this.#statements.insertSegment.run({ id, ...toSegmentRow(segment) })
      }
      for (const { block, digest } of blocks) {
        this.#statements.writeBlock.run({ id, block, digest: Buffer.from(digest) })
      }
    })
  }

  blocks(id: DownloadId): BlockRecord[] {
    return this.#transactions.attempt(() => this.#statements.blocks.all(id) as BlockRecord[])
  }

  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void {
    this.#transactions.write(() => {
      if (blocks === undefined) this.#statements.deleteBlocks.run(id)
      else for (const block of blocks) this.#statements.deleteBlock.run(id, block)
    })
  }
}

function prepare(db: Database.Database) {
  return {
    deleteSegments: db.prepare('DELETE FROM segments WHERE download_id = ?'),
    insertSegment: db.prepare(
      'INSERT INTO segments (download_id, start, position, "end") VALUES (@id, @start, @position, @end)',
    ),
    blocks: db.prepare('SELECT block, digest FROM blocks WHERE download_id = ? ORDER BY block'),
    writeBlock: db.prepare(
      `INSERT INTO blocks (download_id, block, digest) VALUES (@id, @block, @digest)
       ON CONFLICT (download_id, block) DO UPDATE SET digest = excluded.digest`,
    ),
    deleteBlock: db.prepare('DELETE FROM blocks WHERE download_id = ? AND block = ?'),
    deleteBlocks: db.prepare('DELETE FROM blocks WHERE download_id = ?'),
  }
}
