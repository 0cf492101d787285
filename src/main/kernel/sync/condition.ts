import { CancelledError } from '../errors'
import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { Lock } from './lock'
import { WaitQueue } from './wait-queue'

/**
 * A Lock under which Tasks wait for a state to become true. Follows asyncio.Condition: a Task that
 * changes the state holds the lock and calls `notify`. Conditions may share a lock.
 *
 * @example
 * yield* changed.with(function* () {
 *   yield* changed.waitFor(() => stock > 0)
 *   stock -= 1
 * })
 */
export class Condition extends Acquirable {
  readonly #lock: Lock
  readonly #waiters = new WaitQueue()

  constructor(lock = new Lock()) {
    super()
    this.#lock = lock
  }

  locked(): boolean {
    return this.#lock.locked()
  }

  acquire(): Coroutine<void> {
    return this.#lock.acquire()
  }

  release(): void {
    this.#lock.release()
  }

  /**
   * Releases the lock, waits for a notification, and acquires the lock again. Cancelled, it first
   * acquires the lock too, and passes a notification it got to the next Task. It may return without
   * a notification of its own, so check the state again. Throws an Error without the lock.
   */
  *wait(): Coroutine<void> {
    this.#demandLock('wait')
    const waiter = this.#waiters.join(this)
    this.#lock.release()
    let failure: { readonly error: unknown } | null = null
    try {
      yield* waiter
    } catch (error) {
      failure = { error }
    } finally {
      this.#waiters.leave(waiter)
    }
    const cancellation = yield* this.#acquireAnyway()
    if (cancellation !== null) failure = { error: cancellation }
    if (failure === null) return
    this.#waiters.wakeNext()
    throw failure.error
  }

  /** Waits, as `wait` does, until `predicate` returns a truthy value, and returns that value. */
  *waitFor<T>(predicate: () => T): Coroutine<T> {
    for (;;) {
      const value = predicate()
      if (value) return value
      yield* this.wait()
    }
  }

  /**
   * Wakes the `count` Tasks that have waited longest; they continue once the lock is released. May
   * be called from outside the loop. Throws an Error if the lock is not locked.
   */
  notify(count = 1): void {
    this.#demandLock('notify')
    let left = count
    while (left > 0 && this.#waiters.wakeNext()) left -= 1
  }

  /** Wakes every waiting Task, as `notify` does. */
  notifyAll(): void {
    this.notify(Number.POSITIVE_INFINITY)
  }

  override toString(): string {
    return `Condition${this.locked() ? ' (locked)' : ''}${this.#waiters.describe()}`
  }

  /** Returns the last cancellation during the wait: the caller's `release` needs the lock. */
  *#acquireAnyway(): Coroutine<CancelledError | null> {
    let cancellation: CancelledError | null = null
    for (;;) {
      try {
        yield* this.#lock.acquire()
        return cancellation
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error
        cancellation = error
      }
    }
  }

  #demandLock(method: string): void {
    if (!this.locked()) throw new Error(`${method} needs the lock of the Condition`)
  }
}
