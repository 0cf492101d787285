import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { WaitQueue } from './wait-queue'

/**
 * A number of permits, granted in the order of the requests. Follows asyncio.Semaphore: `release`
 * returns a permit, or adds one if none was taken.
 *
 * A permit is granted when it becomes free, not when the Task that gets it next runs: a paused Task
 * keeps the permit it was granted, or its place in the queue. Only cancelling the Task passes the
 * permit on.
 *
 * @example
 * const permits = new Semaphore(4)
 * yield* gather(urls.map((url) => permits.with(() => probe(url))))
 */
export class Semaphore extends Acquirable {
  readonly #total: number
  #free: number
  readonly #waiters = new WaitQueue()

  /** Throws a RangeError unless `value` is a whole number from 0. */
  constructor(value = 1) {
    super()
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`a Semaphore cannot have ${value} permits`)
    }
    this.#total = value
    this.#free = value
  }

  /** How many permits it began with. */
  protected get total(): number {
    return this.#total
  }

  protected get free(): number {
    return this.#free
  }

  /** Whether `acquire` would wait: no permit is free, or other Tasks come first. */
  locked(): boolean {
    return this.#free === 0 || this.#waiters.isOccupied()
  }

  /** Waits for a permit. Cancelled while it waits, it leaves the queue and passes its permit on. */
  *acquire(): Coroutine<void> {
    if (this.locked()) yield* this.#turn()
    else this.#free -= 1
  }

  /** Gives a permit to the Task that has waited longest. May be called from outside the loop. */
  release(): void {
    this.#free += 1
    this.#giveOne()
  }

  /** `Semaphore 2/4` has two free permits of the four it began with. */
  override toString(): string {
    return `Semaphore ${this.#free}/${this.#total}${this.#waiters.describe()}`
  }

  *#turn(): Coroutine<void> {
    const waiter = this.#waiters.join(this)
    // A permit is free, but other Tasks were woken before: as in asyncio their steps come first,
    // and the first of them grants the rest. This call covers the case that they are paused and
    // never run.
    if (this.#free > 0) waiter.loop.callSoon(() => this.#giveAll())
    let mine = false
    try {
      yield* waiter
      mine = true
    } finally {
      this.#waiters.leave(waiter)
      if (!mine && waiter.woken()) this.#free += 1
      this.#giveAll()
    }
  }

  #giveAll(): void {
    while (this.#free > 0 && this.#giveOne());
  }

  #giveOne(): boolean {
    if (!this.#waiters.wakeNext()) return false
    this.#free -= 1
    return true
  }
}

/** A Semaphore that never has more permits than it began with. Follows asyncio.BoundedSemaphore. */
export class BoundedSemaphore extends Semaphore {
  /** As in Semaphore, but throws a RangeError if no permit is taken. */
  override release(): void {
    if (this.free >= this.total) throw new RangeError('the BoundedSemaphore has all its permits')
    super.release()
  }

  override toString(): string {
    return `Bounded${super.toString()}`
  }
}
