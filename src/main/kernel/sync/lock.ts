import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { WaitQueue } from './wait-queue'

/**
 * Admits one Task at a time, in the order of arrival. Follows asyncio.Lock: no Task owns it, so any
 * may release it, and a Task that acquires it twice waits for itself.
 *
 * Between `release` and the next step of the first waiting Task it is not locked, but no other Task
 * can take it. If that Task is paused, this lasts until it is resumed.
 */
export class Lock extends Acquirable {
  #locked = false
  readonly #waiters = new WaitQueue()

  locked(): boolean {
    return this.#locked
  }

  /** Waits for its turn. Cancelled while it waits, it passes the turn to the next Task. */
  *acquire(): Coroutine<void> {
    if (this.#locked || this.#waiters.isOccupied()) yield* this.#turn()
    this.#locked = true
  }

  /** Wakes the next Task. May be called from outside the loop. Throws an Error if not locked. */
  release(): void {
    if (!this.#locked) throw new Error('the Lock is not locked')
    this.#locked = false
    this.#wakeFirst()
  }

  override toString(): string {
    const state = this.#locked ? ' (locked)' : this.#waiters.woken > 0 ? ' (handed on)' : ''
    return `Lock${state}${this.#waiters.describe()}`
  }

  *#turn(): Coroutine<void> {
    const waiter = this.#waiters.join(this)
    let mine = false
    try {
      yield* waiter
      mine = true
    } finally {
      this.#waiters.leave(waiter)
      if (!mine && !this.#locked) this.#wakeFirst()
    }
  }

  #wakeFirst(): void {
    const first = this.#waiters.first
    if (first?.cancelled() !== true) {
      this.#wakeOne()
      return
    }
    // As in asyncio, the cancelled Task wakes the next one when it leaves. It never runs if its
    // cancellation is taken back while it is paused: so check again after it should have left.
    first.loop.callSoon(() => this.#wakeOne())
  }

  #wakeOne(): void {
    if (!this.#locked && this.#waiters.woken === 0) this.#waiters.wakeNext()
  }
}
