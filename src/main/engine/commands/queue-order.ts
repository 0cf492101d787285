import type { DownloadId } from '../../../shared/download'
import type { QueueStep } from '../../../shared/queue-step'
import type { EngineContext } from '../context'
import { compareRanks, newRanks, stepBefore } from '../queue/rank'
import type { DownloadRecord } from '../records'

/** The order of downloads, in the queue and in the list. */
export class QueueOrder {
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** The records of all downloads in memory, and of the completed ones that are not. */
  inOrder(completed: readonly DownloadRecord[]): DownloadRecord[] {
    const { downloads } = this.#context
    const here = [...downloads].map(({ record }) => record)
    return [...here, ...completed.filter(({ id }) => !downloads.has(id))].sort(compareRanks)
  }

  /** Its place in the queue, from 1. */
  placeOf(record: DownloadRecord): number {
    let before = 0
    for (const { record: other } of this.#context.downloads) {
      if (other.state === 'queued' && compareRanks(other, record) < 0) before += 1
    }
    return before + 1
  }

  moveToFront(ids: readonly DownloadId[]): void {
    this.move(ids, this.#firstBut(ids))
  }

  /**
   * Puts downloads, in this order, in front of another one in the queue and in the list, or at the
   * end for null. Ids that are not there are ignored.
   */
  move(ids: readonly DownloadId[], before: DownloadId | null): void {
    const { store } = this.#context.ports
    const named = [...new Set([...ids, ...(before === null ? [] : [before])])]
    const completed = named.flatMap((id) => store.downloads.completed(id) ?? [])
    let ranks = newRanks(this.inOrder(completed), ids, before)
    // No number fits between two ranks: then all downloads get new ranks.
    if (ranks.size > ids.length)
      ranks = newRanks(this.inOrder(store.downloads.allCompleted()), ids, before)
    store.transactions.batch(() => {
      for (const [id, rank] of ranks) this.#rank(id, rank)
    })
  }

  /** Moves downloads that are not completed one step in the queue, in their order there. */
  moveBy(ids: readonly DownloadId[], step: QueueStep): void {
    const queue = this.inOrder([]).map(({ id }) => id)
    const wanted = new Set(ids)
    const moved = queue.filter((id) => wanted.has(id))
    const before = stepBefore(queue, moved, step)
    if (before !== undefined) this.move(moved, before)
  }

  #rank(id: DownloadId, rank: number): void {
    const { downloads, ports, scheduler } = this.#context
    const download = downloads.get(id)
    if (download === undefined) {
      ports.store.downloads.update(id, { rank })
      this.#context.events.emit({ type: 'changed', id })
    } else {
      download.patch({ rank })
      scheduler.rankChanged(download)
    }
  }

  /** The first download of the queue that is none of these. */
  #firstBut(ids: readonly DownloadId[]): DownloadId | null {
    const added = new Set(ids)
    let first: DownloadRecord | null = null
    for (const { id, record } of this.#context.downloads) {
      if (!added.has(id) && (first === null || compareRanks(record, first) < 0)) first = record
    }
    return first?.id ?? null
  }
}
