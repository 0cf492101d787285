import type { DownloadId } from '../../shared/download'
import { compareRanks, type Ranked } from './rank'

/** The downloads that wait for their turn, lowest rank first, whenever they joined. */
export class DownloadQueue {
  readonly #inOrder: Ranked[] = []
  readonly #byId = new Map<DownloadId, Ranked>()

  /** Joins at the place that its rank gives it; one that waits already changes its place. */
  add(id: DownloadId, rank: number): void {
    this.delete(id)
    const waiting = { id, rank }
    this.#byId.set(id, waiting)
    this.#inOrder.splice(this.#indexFor(waiting), 0, waiting)
  }

  delete(id: DownloadId): void {
    const waiting = this.#byId.get(id)
    if (waiting === undefined) return
    this.#byId.delete(id)
    this.#inOrder.splice(this.#indexFor(waiting), 1)
  }

  /** Takes out the first that `isReady` accepts. */
  take(isReady: (id: DownloadId) => boolean): DownloadId | undefined {
    const first = this.#inOrder.find(({ id }) => isReady(id))
    if (first !== undefined) this.delete(first.id)
    return first?.id
  }

  /** Where it is or would be: binary search. */
  #indexFor(waiting: Ranked): number {
    let low = 0
    let high = this.#inOrder.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#inOrder[middle]
      if (other !== undefined && compareRanks(other, waiting) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
