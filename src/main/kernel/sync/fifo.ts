import type { Items } from './items'

/** A smaller gap at the front is not worth a copy. */
const LEAST_GAP = 32

/** Items that leave in the order of arrival. */
export class Fifo<T> implements Items<T> {
  /** Items before `#head` have left. */
  #items: (T | undefined)[] = []
  #head = 0

  get size(): number {
    return this.#items.length - this.#head
  }

  push(item: T): void {
    this.#items.push(item)
  }

  take(): T {
    const item = this.#items[this.#head] as T
    // A reference left here would live until the next copy.
    this.#items[this.#head] = undefined
    this.#head += 1
    if (this.#head >= LEAST_GAP && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
