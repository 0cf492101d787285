import { Heap } from '../loop/heap'
import type { Items } from './items'
import { Queue } from './queue'

/**
 * A Queue whose items leave in the order of `isBefore`. Follows asyncio.PriorityQueue; beyond it,
 * equal items leave in the order of arrival. If `isBefore` throws, so does the method that was
 * called, and the Queue is unchanged.
 */
export class PriorityQueue<T> extends Queue<T> {
  /** `isBefore(a, b)` is true if `a` has to leave before `b`. */
  constructor(isBefore: (a: T, b: T) => boolean, maxSize = 0) {
    super(maxSize, new Ordered(isBefore))
  }

  override toString(): string {
    return `Priority${super.toString()}`
  }
}

interface Entry<T> {
  readonly item: T
  readonly order: number
}

class Ordered<T> implements Items<T> {
  readonly #heap: Heap<Entry<T>>
  #pushes = 0

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#heap = new Heap((a, b) => {
      if (isBefore(a.item, b.item)) return true
      return a.order < b.order && !isBefore(b.item, a.item)
    })
  }

  get size(): number {
    return this.#heap.size
  }

  push(item: T): void {
    this.#heap.push({ item, order: this.#pushes })
    this.#pushes += 1
  }

  take(): T {
    return (this.#heap.pop() as Entry<T>).item
  }
}
