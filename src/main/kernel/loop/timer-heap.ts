import { Heap } from './heap'

/** Fewer cancelled timers are not worth a rebuild. */
const LEAST_REBUILD = 64

/** A callback that is due at a time. */
export interface Timer {
  readonly atMs: number
  /** Timers due at the same moment fire in this order. */
  readonly order: number
  /** null once cancelled. */
  readonly callback: (() => void) | null
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/**
 * Timers, earliest first. A cancelled timer leaves when it reaches the top, or with all others once
 * they are the majority: otherwise every timeout that never fired would stay until its time.
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

  /** Must be called when the callback of a timer in this heap becomes null. */
  noteCancelled(): void {
    this.#cancelledCount += 1
    if (this.#cancelledCount < LEAST_REBUILD || this.#cancelledCount * 2 < this.#heap.size) return
    const old = this.#heap
    this.#heap = new Heap<T>(isBefore)
    this.#cancelledCount = 0
    for (const timer of old.items()) if (timer.callback !== null) this.#heap.push(timer)
  }

  /** The earliest timer that is not cancelled. */
  peek(): T | undefined {
    while (this.#heap.peek()?.callback === null) {
      this.#heap.pop()
      this.#cancelledCount -= 1
    }
    return this.#heap.peek()
  }

  /** Removes and returns the earliest timer if it is due. */
  popDue(nowMs: number): T | undefined {
    const first = this.peek()
    return first === undefined || first.atMs > nowMs ? undefined : this.#heap.pop()
  }
}
