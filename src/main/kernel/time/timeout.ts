import { CancelledError, TimeoutError } from '../errors'
import { coroutine } from '../tasks/coroutine'
import type { Coroutine } from '../tasks/future'
import { currentTask, type Task } from '../tasks/task'
import { Countdown } from './countdown'

/**
 * Runs `body` and cancels it from inside if it takes longer than `delayMs` (null: no limit); that
 * cancellation, and no other, comes out as a TimeoutError. `body` may move the deadline. The time
 * for which the Task is held does not count. Follows asyncio.timeout.
 */
export const timeout = coroutine(function* timeout<T>(
  delayMs: number | null,
  body: (limit: Timeout) => Coroutine<T>,
): Coroutine<T> {
  const limit = new Timeout(currentTask(), delayMs)
  try {
    return yield* body(limit)
  } catch (error) {
    if (limit.close() && error instanceof CancelledError) {
      throw new TimeoutError(`took longer than ${limit.delayMs} ms`, { cause: error })
    }
    throw error
  } finally {
    limit.close()
  }
})

/**
 * `timeout` up to a moment of the loop's `now()`. A pause moves the moment. Follows
 * asyncio.timeout_at.
 */
export const timeoutAt = coroutine(function* timeoutAt<T>(
  whenMs: number | null,
  body: (limit: Timeout) => Coroutine<T>,
): Coroutine<T> {
  const delayMs = whenMs === null ? null : Math.max(0, whenMs - currentTask().loop.now())
  return yield* timeout(delayMs, body)
})

/** The limit inside of `timeout`. */
export class Timeout {
  /** What it was last set to; null for no limit. */
  delayMs: number | null
  readonly #task: Task<unknown>
  readonly #cancellingBefore: number
  readonly #countdown: Countdown
  #expired = false
  #closed = false

  /** Use `timeout`. */
  constructor(task: Task<unknown>, delayMs: number | null) {
    this.#task = task
    this.delayMs = delayMs
    this.#cancellingBefore = task.cancelling()
    const expire = (): void => {
      this.#expired = true
      task.cancel()
    }
    this.#countdown = new Countdown(task, delayMs, expire, 'soon')
  }

  /** The moment on the loop's `now()` at which it expires; null for never. */
  whenMs(): number | null {
    return this.#countdown.endsAtMs()
  }

  /** True once the time was over. */
  expired(): boolean {
    return this.#expired
  }

  /** Moves the deadline to `delayMs` from now; null takes it away. Too late once it is over. */
  reschedule(delayMs: number | null): void {
    if (this.#expired || this.#closed) return
    this.delayMs = delayMs
    this.#countdown.set(delayMs)
  }

  /** Ends it; true if it had cancelled its Task and nobody else had. */
  close(): boolean {
    if (this.#closed) return false
    this.#closed = true
    this.#countdown.cancel()
    return this.#expired && this.#task.uncancel() <= this.#cancellingBefore
  }
}
