import type { Items } from './items'

/** Below this many it is not worth moving the others up. */
const LEAST_GAP = 32

/** Items that leave in the order in which they came. */
export class Fifo<T> implements Items<T> {
  /** Those before `#head` have left. */
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
    // Else it would live until the others are moved up.
    this.#items[this.#head] = undefined
    this.#head += 1
    if (this.#head >= LEAST_GAP && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
