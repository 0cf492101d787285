import { CancelledError, TimeoutError } from '../errors'
import type { Handle } from '../loop/event-loop'
import type { Coroutine } from '../tasks/future'
import { currentTask, type Task } from '../tasks/task'

/**
 * Runs `body` and cancels it from inside if it takes longer than `delayMs`; that cancellation, and
 * no other, comes out as a TimeoutError. `body` may move the deadline. The time for which the Task
 * is paused does not count. Follows asyncio.timeout.
 */
export function* timeout<T>(
  delayMs: number,
  body: (timeout: Timeout) => Coroutine<T>,
): Coroutine<T> {
  const limit = new Timeout(currentTask(), delayMs)
  try {
    return yield* body(limit)
  } catch (error) {
    if (limit.close() && error instanceof CancelledError) {
      throw new TimeoutError(`took longer than ${delayMs} ms`, { cause: error })
    }
    throw error
  } finally {
    limit.close()
  }
}

export class Timeout {
  readonly #task: Task<unknown>
  readonly #cancellingBefore: number
  readonly #stopListening: () => void
  #deadlineMs: number
  #timer: Handle | null = null
  #timerAtMs = Number.POSITIVE_INFINITY
  /** What was left when the Task was held. */
  #remainingMs: number | null = null
  #state: 'waiting' | 'expired' | 'closed' = 'waiting'

  /** Use `timeout`. */
  constructor(task: Task<unknown>, delayMs: number) {
    this.#task = task
    this.#cancellingBefore = task.cancelling()
    this.#stopListening = task.onHold((held) => (held ? this.#freeze() : this.#thaw()))
    this.#deadlineMs = task.loop.now() + delayMs
    if (task.isHeld()) this.#freeze()
    else this.#arm()
  }

  /** Moves the deadline to `delayMs` from now. */
  reschedule(delayMs: number): void {
    if (this.#state !== 'waiting') return
    this.#deadlineMs = this.#task.loop.now() + delayMs
    if (this.#remainingMs !== null) this.#remainingMs = delayMs
    else if (this.#deadlineMs < this.#timerAtMs) this.#arm()
  }

  /** Ends it; true if it had cancelled its Task and nobody else had. */
  close(): boolean {
    if (this.#state === 'closed') return false
    const expired = this.#state === 'expired'
    this.#state = 'closed'
    this.#timer?.cancel()
    this.#stopListening()
    return expired && this.#task.uncancel() <= this.#cancellingBefore
  }

  #arm(): void {
    this.#timer?.cancel()
    this.#timerAtMs = this.#deadlineMs
    this.#timer = this.#task.loop.callAt(this.#deadlineMs, () => this.#timerFired())
  }

  /** A deadline that moved on is noticed only when the old one comes: so moving it is cheap. */
  #timerFired(): void {
    if (this.#task.loop.now() < this.#deadlineMs) {
      this.#arm()
      return
    }
    this.#state = 'expired'
    this.#task.cancel()
  }

  #freeze(): void {
    this.#remainingMs = this.#deadlineMs - this.#task.loop.now()
    this.#timer?.cancel()
  }

  #thaw(): void {
    if (this.#remainingMs === null || this.#state !== 'waiting') return
    this.#deadlineMs = this.#task.loop.now() + this.#remainingMs
    this.#remainingMs = null
    this.#arm()
  }
}
