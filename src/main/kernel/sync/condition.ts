import { CancelledError } from '../errors'
import type { Coroutine } from '../tasks/future'
import { Acquirable } from './acquirable'
import { Lock } from './lock'
import { WaitQueue } from './wait-queue'

/**
 * A Lock under which Tasks can wait for something to become true. Follows asyncio.Condition: who
 * changes what is waited for holds the lock and calls `notify`. Conditions may share a lock.
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
   * Releases the lock, waits to be notified and acquires the lock again: also when it is cancelled,
   * which then lasts until the lock is free; a notification it got is handed on. May return without
   * a notification of its own, so look again at what was waited for. Throws without the lock.
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

  /** Waits, as `wait` does, until `predicate` returns something truthy, and returns that. */
  *waitFor<T>(predicate: () => T): Coroutine<T> {
    for (;;) {
      const value = predicate()
      if (value) return value
      yield* this.wait()
    }
  }

  /**
   * Wakes the `count` Tasks that have waited longest; they go on once the lock is released. May be
   * called from outside the loop. Throws if the lock is not locked.
   */
  notify(count = 1): void {
    this.#demandLock('notify')
    let left = count
    while (left > 0 && this.#waiters.wakeNext()) left -= 1
  }

  /** Wakes all that wait, as `notify` does. */
  notifyAll(): void {
    this.notify(Number.POSITIVE_INFINITY)
  }

  override toString(): string {
    return `Condition${this.locked() ? ' (locked)' : ''}${this.#waiters.describe()}`
  }

  /** Returns the last cancellation that came meanwhile: the caller's `release` needs the lock. */
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
