import { type Coroutine, Future } from '../tasks/future'

/** A flag that Tasks can wait for. Follows asyncio.Event. */
export class Event {
  #set = false
  readonly #waiters = new Set<Future<void>>()

  isSet(): boolean {
    return this.#set
  }

  /** Raises the flag and wakes all that wait; may be called from outside the loop. */
  set(): void {
    if (this.#set) return
    this.#set = true
    for (const waiter of this.#waiters) if (!waiter.done()) waiter.setResult()
  }

  clear(): void {
    this.#set = false
  }

  /** Waits until the flag is up; returns at once if it is. */
  toString(): string {
    return this.#set ? 'Event (set)' : 'Event'
  }

  *wait(): Coroutine<void> {
    if (this.#set) return
    const waiter = new Future<void>(this)
    this.#waiters.add(waiter)
    try {
      yield* waiter
    } finally {
      this.#waiters.delete(waiter)
    }
  }
}
