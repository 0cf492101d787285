import type { Coroutine } from '../tasks/future'
import { type Done, settle, untilSettled } from './until-settled'

/**
 * Waits for a host operation that cannot be aborted, such as a write: `start` gets a Node-style
 * callback. Cancelled, it still waits for the end of the operation, so that the operation never
 * outlives the clean-up, and then throws the CancelledError.
 */
export function* untilDone<T>(start: (done: Done<T>) => void): Coroutine<T> {
  return yield* untilSettled(start, () => undefined, 'a host operation')
}

/**
 * Waits for a promise. Cancelled, it aborts the signal, waits until the promise has settled, and
 * then throws the CancelledError.
 *
 * @example
 * const response = yield* until((signal) => fetch(url, { signal }))
 */
export function* until<T>(start: (signal: AbortSignal) => PromiseLike<T>): Coroutine<T> {
  // A signal costs more than the rest of the wait: a `start` without the parameter gets none.
  if (start.length === 0) return yield* untilDone((done) => settle(start(UNHEARD), done))
  const controller = new AbortController()
  return yield* untilSettled<T>(
    (done) => settle(start(controller.signal), done),
    (reason) => controller.abort(reason),
    'a promise',
  )
}

const UNHEARD = new AbortController().signal
