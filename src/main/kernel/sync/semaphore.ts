import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { WaitQueue } from './wait-queue'

/**
 * A number of permits, given out in the order in which they were asked for. Follows
 * asyncio.Semaphore: `release` gives one back, or adds one if none was taken.
 *
 * A permit is given when it becomes free, not when the Task that gets it runs next: a Task held by
 * `pause` keeps the permit it was given meanwhile, and its place if it was not its turn yet. Only
 * cancelling it hands the permit on.
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

  /** The permits it began with. */
  protected get total(): number {
    return this.#total
  }

  protected get free(): number {
    return this.#free
  }

  /** True if `acquire` would wait: there is no permit, or others come first. */
  locked(): boolean {
    return this.#free === 0 || this.#waiters.isOccupied()
  }

  /** Waits for a permit. Cancelled meanwhile, it leaves the line and hands its permit on. */
  *acquire(): Coroutine<void> {
    if (this.locked()) yield* this.#turn()
    else this.#free -= 1
  }

  /** Gives a permit to the one that has waited longest; may be called from outside the loop. */
  release(): void {
    this.#free += 1
    this.#giveOne()
  }

  /** `Semaphore 2/4` has two permits left of the four it began with. */
  override toString(): string {
    return `Semaphore ${this.#free}/${this.#total}${this.#waiters.describe()}`
  }

  *#turn(): Coroutine<void> {
    const waiter = this.#waiters.join(this)
    // A permit is free, but others were woken before: as in asyncio their steps come first, and the
    // first of them gives the rest out. This is for when they do not run, since they are held.
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
  /** As in Semaphore, but throws a RangeError if no permit is out. */
  override release(): void {
    if (this.free >= this.total) throw new RangeError('the BoundedSemaphore has all its permits')
    super.release()
  }

  override toString(): string {
    return `Bounded${super.toString()}`
  }
}
