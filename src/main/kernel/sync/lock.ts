import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { WaitQueue } from './wait-queue'

/**
 * Lets one Task in at a time, in the order in which they came. Follows asyncio.Lock: it belongs to
 * no Task, so any may release it, and a Task that acquires it twice waits for itself.
 *
 * Between `release` and the step of the Task that is next it is not locked, but nobody else can
 * take it. If that Task is held by `pause`, this lasts until it is resumed.
 */
export class Lock extends Acquirable {
  #locked = false
  readonly #waiters = new WaitQueue()

  locked(): boolean {
    return this.#locked
  }

  /** Waits for its turn. Cancelled meanwhile, it hands the turn on to the next. */
  *acquire(): Coroutine<void> {
    if (this.#locked || this.#waiters.isOccupied()) yield* this.#turn()
    this.#locked = true
  }

  /** Wakes the next; may be called from outside the loop. Throws if it is not locked. */
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
    // As in asyncio the cancelled one wakes the next when it leaves. It may never get to run if its
    // cancellation is taken back while it is held: so look again after it should have left.
    first.loop.callSoon(() => this.#wakeOne())
  }

  #wakeOne(): void {
    if (!this.#locked && this.#waiters.woken === 0) this.#waiters.wakeNext()
  }
}
