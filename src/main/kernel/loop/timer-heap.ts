import { Heap } from './heap'

/** Fewer that were called off are not worth a rebuild. */
const LEAST_REBUILD = 64

/** A callback that waits for its time. */
export interface Timer {
  readonly atMs: number
  /** Timers of the same moment fire in this order. */
  readonly order: number
  /** null once it is called off. */
  readonly callback: (() => void) | null
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/**
 * Timers, earliest first. Those that were called off leave when they come to the top, or all at
 * once when they are the most: else a timeout that is never needed would stay until its time.
 */
export class TimerHeap<T extends Timer = Timer> {
  #heap = new Heap<T>(isBefore)
  #cancelledCount = 0

  get size(): number {
    return this.#heap.size
  }

  push(timer: T): void {
    this.#heap.push(timer)
  }

  /** To be told when the callback of a timer in here becomes null. */
  noteCancelled(): void {
    this.#cancelledCount += 1
    if (this.#cancelledCount < LEAST_REBUILD || this.#cancelledCount * 2 < this.#heap.size) return
    const old = this.#heap
    this.#heap = new Heap<T>(isBefore)
    this.#cancelledCount = 0
    for (const timer of old.items()) if (timer.callback !== null) this.#heap.push(timer)
  }

  /** The earliest timer that has not been called off. */
  peek(): T | undefined {
    while (this.#heap.peek()?.callback === null) {
      this.#heap.pop()
      this.#cancelledCount -= 1
    }
    return this.#heap.peek()
  }

  /** Takes out the earliest timer if its time has come. */
  popDue(nowMs: number): T | undefined {
    const first = this.peek()
    return first === undefined || first.atMs > nowMs ? undefined : this.#heap.pop()
  }
}
