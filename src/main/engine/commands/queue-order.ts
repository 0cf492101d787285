import type { DownloadId } from '../../../shared/download'
import type { QueueStep } from '../../../shared/queue-step'
import { compareRanks, newRanks, stepBefore } from '../queue/rank'
import type { DownloadRecord } from '../records'
import type { Roster } from '../roster'

/** Who comes before whom, in the queue and in the list. */
export class QueueOrder {
  readonly #roster: Roster

  constructor(roster: Roster) {
    this.#roster = roster
  }

  /** Those that are here, together with those of the completed ones that are not. */
  inOrder(completed: readonly DownloadRecord[]): DownloadRecord[] {
    const { downloads } = this.#roster
    const here = [...downloads.values()].map(({ record }) => record)
    return [...here, ...completed.filter(({ id }) => !downloads.has(id))].sort(compareRanks)
  }

  /** From 1. */
  placeOf(record: DownloadRecord): number {
    let before = 0
    for (const { record: other } of this.#roster.downloads.values()) {
      if (other.state === 'queued' && compareRanks(other, record) < 0) before += 1
    }
    return before + 1
  }

  moveToFront(ids: readonly DownloadId[]): void {
    this.move(ids, this.#firstBut(ids))
  }

  move(ids: readonly DownloadId[], before: DownloadId | null): void {
    const { store } = this.#roster.ports
    const named = [...new Set([...ids, ...(before === null ? [] : [before])])]
    const completed = named.flatMap((id) => store.downloads.completed(id) ?? [])
    let ranks = newRanks(this.inOrder(completed), ids, before)
    // No room between two of them: then all are ranked anew.
    if (ranks.size > ids.length)
      ranks = newRanks(this.inOrder(store.downloads.allCompleted()), ids, before)
    store.transactions.batch(() => {
      for (const [id, rank] of ranks) this.#rank(id, rank)
    })
  }

  moveBy(ids: readonly DownloadId[], step: QueueStep): void {
    const queue = this.inOrder([]).map(({ id }) => id)
    const wanted = new Set(ids)
    const moved = queue.filter((id) => wanted.has(id))
    const before = stepBefore(queue, moved, step)
    if (before !== undefined) this.move(moved, before)
  }

  #rank(id: DownloadId, rank: number): void {
    const { downloads, ports, scheduler } = this.#roster
    const download = downloads.get(id)
    if (download === undefined) {
      ports.store.downloads.update(id, { rank })
      this.#roster.tell({ type: 'changed', id })
    } else {
      download.patch({ rank })
      scheduler.rankChanged(download)
    }
  }

  /** The first of the queue that is none of these. */
  #firstBut(ids: readonly DownloadId[]): DownloadId | null {
    const added = new Set(ids)
    let first: DownloadRecord | null = null
    for (const { id, record } of this.#roster.downloads.values()) {
      if (!added.has(id) && (first === null || compareRanks(record, first) < 0)) first = record
    }
    return first?.id ?? null
  }
}
