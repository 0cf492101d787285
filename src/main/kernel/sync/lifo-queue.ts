import type { Items } from './items'
import { Queue } from './queue'

/** A Queue whose latest item leaves first. Follows asyncio.LifoQueue. */
export class LifoQueue<T> extends Queue<T> {
  /** With a `maxSize` of 0 or less there is no limit. */
  constructor(maxSize = 0) {
    super(maxSize, new Stack())
  }

  override toString(): string {
    return `Lifo${super.toString()}`
  }
}

class Stack<T> implements Items<T> {
  readonly #items: T[] = []

  get size(): number {
    return this.#items.length
  }

  push(item: T): void {
    this.#items.push(item)
  }

  take(): T {
    return this.#items.pop() as T
  }
}
