import type { DownloadId } from '../../../shared/download'
import { compareRanks, type Ranked } from './rank'

interface Waiting<T> extends Ranked {
  readonly item: T
}

/**
 * What waits for its turn, lowest rank first, whenever it joined. Joining and leaving cost the same
 * in a queue of ten and of a hundred thousand: the order is made when somebody is taken out.
 */
export class DownloadQueue<T> {
  readonly #byId = new Map<DownloadId, Waiting<T>>()
  /** In order from `#next` on, while `#isInOrder`; those that have left still stand in it. */
  #line: Waiting<T>[] = []
  #next = 0
  #isInOrder = true

  /** Joins at the place that its rank gives it; one that waits already changes its place. */
  add(id: DownloadId, rank: number, item: T): void {
    const waiting = { id, rank, item }
    this.#byId.set(id, waiting)
    const last = this.#line.at(-1)
    if (last !== undefined && compareRanks(last, waiting) > 0) this.#isInOrder = false
    this.#line.push(waiting)
    this.#forgetTheGone()
  }

  has(id: DownloadId): boolean {
    return this.#byId.has(id)
  }

  /** All that wait, in no order. */
  ids(): DownloadId[] {
    return [...this.#byId.keys()]
  }

  delete(id: DownloadId): void {
    this.#byId.delete(id)
    this.#forgetTheGone()
  }

  /** Takes out the first that `isReady` accepts. */
  take(isReady: (id: DownloadId) => boolean): T | undefined {
    if (!this.#isInOrder) this.#tidy()
    for (let index = this.#next; index < this.#line.length; index += 1) {
      const waiting = this.#line[index]
      if (waiting === undefined || this.#byId.get(waiting.id) !== waiting) {
        if (index === this.#next) this.#next += 1
      } else if (isReady(waiting.id)) {
        this.delete(waiting.id)
        return waiting.item
      }
    }
    return undefined
  }

  #forgetTheGone(): void {
    if (this.#line.length > 2 * this.#byId.size + 16) this.#tidy()
  }

  #tidy(): void {
    this.#line = [...this.#byId.values()].sort(compareRanks)
    this.#next = 0
    this.#isInOrder = true
  }
}
