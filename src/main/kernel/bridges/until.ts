import type { Coroutine } from '../tasks/future'
import { type Done, settle, untilSettled } from './until-settled'

/**
 * Waits for an operation of the host that cannot be called off, such as a write: `start` gets a
 * Node-style callback. Cancelled meanwhile, it still waits for the end of the operation, so that
 * nothing goes on behind the back of the clean-up, and then throws the CancelledError.
 */
export function* untilDone<T>(start: (done: Done<T>) => void): Coroutine<T> {
  return yield* untilSettled(start, () => undefined, 'an operation of the host')
}

/**
 * Waits for a promise of the host's. Cancelled meanwhile, it aborts the signal, waits until the
 * promise has settled, and then throws the CancelledError.
 */
export function* until<T>(start: (signal: AbortSignal) => PromiseLike<T>): Coroutine<T> {
  // A signal costs more than the rest of it: who names none is given none.
  if (start.length === 0) return yield* untilDone((done) => settle(start(UNHEARD), done))
  const controller = new AbortController()
  return yield* untilSettled<T>(
    (done) => settle(start(controller.signal), done),
    (reason) => controller.abort(reason),
    'a promise',
  )
}

const UNHEARD = new AbortController().signal
