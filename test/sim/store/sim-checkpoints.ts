import type { CheckpointStore } from '../../../src/main/engine/ports/store'
import type { BlockRecord, SegmentRecord } from '../../../src/main/engine/records'
import type { DownloadId } from '../../../src/shared/download'
import type { SimTransactions } from './sim-transactions'
import { keptBlocks, keptSegments } from './sqlite-rules'

export class SimCheckpoints implements CheckpointStore {
  readonly #transactions: SimTransactions

  constructor(transactions: SimTransactions) {
    this.#transactions = transactions
  }

  write(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks: readonly BlockRecord[] = [],
  ): void {
    this.#transactions.batch(() => {
      if (segments.length > 0 || blocks.length > 0) this.#transactions.mustBeThere(id)
      const kept = keptSegments(segments)
      const operation = { kind: 'checkpoint', id, segments: kept, blocks } as const
      this.#transactions.change(id, operation, (download) => ({
        segments: kept,
        blocks: blocks.length === 0 ? download.blocks : keptBlocks(download.blocks, blocks),
      }))
    })
  }

  blocks(id: DownloadId): BlockRecord[] {
    const blocks = this.#transactions.state.downloads.get(id)?.blocks ?? []
    return [...blocks]
      .map(([block, digest]) => ({ block, digest: Buffer.from(digest) }))
      .sort((a, b) => a.block - b.block)
  }

  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void {
    this.#transactions.batch(() => {
      this.#transactions.change(id, { kind: 'forget-blocks', id }, (download) => ({
        blocks: new Map(
          [...download.blocks].filter(([block]) => blocks !== undefined && !blocks.includes(block)),
        ),
      }))
    })
  }
}
