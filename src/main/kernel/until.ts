import { CancelledError } from './errors'
import { type Coroutine, Future } from './future'

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
  let outcome: { readonly error: unknown; readonly value: T | undefined } | null = null
  let settled = new Future<void>()
  start((error, value) => {
    outcome = { error, value }
    if (!settled.done()) settled.setResult()
  })

  let cancellation: CancelledError | null = null
  while (outcome === null) {
    try {
      yield* settled
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error
      if (cancellation === null) abort(error)
      cancellation = error
      settled = new Future()
    }
  }
  if (cancellation !== null) throw cancellation
  const { error, value } = outcome as { readonly error: unknown; readonly value: T | undefined }
  if (error !== null && error !== undefined) throw error
  return value as T
}
