import { CancelledError, TimeoutError } from '../errors'
import { coroutine } from '../tasks/coroutine'
import type { Coroutine } from '../tasks/future'
import { currentTask, type Task } from '../tasks/task'
import { Countdown } from './countdown'

/**
 * Runs `body`, and cancels it if it takes longer than `delayMs` (null: no limit). That
 * cancellation, and no other, becomes a TimeoutError. `body` may move the deadline. Time during
 * which the Task is paused does not count. Follows asyncio.timeout.
 *
 * @example
 * // Thirty seconds of silence, however long the whole takes.
 * yield* timeout(30_000, function* (limit) {
 *   for (;;) {
 *     const chunk = yield* nextChunk()
 *     if (chunk === null) return
 *     limit.reschedule(30_000)
 *   }
 * })
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
 * `timeout` until a moment on the loop's `now()`. A pause postpones it. Follows asyncio.timeout_at.
 */
export const timeoutAt = coroutine(function* timeoutAt<T>(
  whenMs: number | null,
  body: (limit: Timeout) => Coroutine<T>,
): Coroutine<T> {
  const delayMs = whenMs === null ? null : Math.max(0, whenMs - currentTask().loop.now())
  return yield* timeout(delayMs, body)
})

/** The deadline that `timeout` passes to its body. */
export class Timeout {
  /** The delay it was last set to; null for no limit. */
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

  /** When it expires, on the loop's `now()`; null for never. */
  whenMs(): number | null {
    return this.#countdown.endsAtMs()
  }

  /** Whether it has expired. */
  expired(): boolean {
    return this.#expired
  }

  /**
   * Moves the deadline to `delayMs` from now; null removes it. Does nothing once it has expired.
   */
  reschedule(delayMs: number | null): void {
    if (this.#expired || this.#closed) return
    this.delayMs = delayMs
    this.#countdown.set(delayMs)
  }

  /** Ends it. Returns true if it, and nothing else, cancelled its Task. */
  close(): boolean {
    if (this.#closed) return false
    this.#closed = true
    this.#countdown.cancel()
    return this.#expired && this.#task.uncancel() <= this.#cancellingBefore
  }
}
