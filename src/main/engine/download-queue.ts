import type { DownloadId } from '../../shared/download'

/** The downloads that wait for their turn, first added first, whenever they joined. */
export class DownloadQueue {
  readonly #ids: DownloadId[] = []

  /** Joins at the place that its age gives it; joining twice is joining once. */
  add(id: DownloadId): void {
    const index = this.#indexFor(id)
    if (this.#ids[index] !== id) this.#ids.splice(index, 0, id)
  }

  delete(id: DownloadId): void {
    const index = this.#indexFor(id)
    if (this.#ids[index] === id) this.#ids.splice(index, 1)
  }

  /** Takes out the first that `isReady` accepts. */
  take(isReady: (id: DownloadId) => boolean): DownloadId | undefined {
    const index = this.#ids.findIndex(isReady)
    return index === -1 ? undefined : this.#ids.splice(index, 1)[0]
  }

  /** Where `id` is or would be: binary search. */
  #indexFor(id: DownloadId): number {
    let low = 0
    let high = this.#ids.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    return low
  }
}
