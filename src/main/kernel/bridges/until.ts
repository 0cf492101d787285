import { CancelledError } from '../errors'
import { type Coroutine, Future } from '../tasks/future'

/** Reports the end of an operation: an error or null, and the value. */
export type Done<T> = (error: unknown, value?: T) => void

/**
 * Waits for an operation of the host that cannot be called off, such as a write: `start` gets a
 * Node-style callback. Cancelled meanwhile, it still waits for the end of the operation, so that
 * nothing goes on behind the back of the clean-up, and then throws the CancelledError.
 */
export function* untilDone<T>(start: (done: Done<T>) => void): Coroutine<T> {
  return yield* untilSettled(start, () => undefined)
}

/**
 * Waits for a promise of the host's. Cancelled meanwhile, it aborts the signal, waits until the
 * promise has settled, and then throws the CancelledError.
 */
export function* until<T>(start: (signal: AbortSignal) => PromiseLike<T>): Coroutine<T> {
  const controller = new AbortController()
  return yield* untilSettled<T>(
    (done) => {
      start(controller.signal).then(
        (value) => done(null, value),
        (reason) => done(reason ?? new Error('rejected without a reason')),
      )
    },
    (reason) => controller.abort(reason),
  )
}

function* untilSettled<T>(
  start: (done: Done<T>) => void,
  abort: (reason: CancelledError) => void,
): Coroutine<T> {
  const outcome = new Future<T>()
  start((error, value) => {
    if (error === null || error === undefined) outcome.setResult(value as T)
    else outcome.setException(error)
  })

  let cancellation: CancelledError | null = null
  while (!outcome.done()) {
    // A Future of its own for each wait: cancelling it leaves the outcome alone.
    const settled = new Future<void>()
    outcome.addDoneCallback(() => {
      if (!settled.done()) settled.setResult()
    })
    try {
      yield* settled
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error
      if (cancellation === null) abort(error)
      cancellation = error
    }
  }
  if (cancellation !== null) throw cancellation
  return outcome.result()
}
