import { CancelledError, InvalidStateError } from '../errors'
import { type Coroutine, Future } from '../tasks/future'

/** Reports the end of an operation: an error or null, and the value. */
export type Done<T> = (error: unknown, value?: T) => void

/** Passes the outcome of a promise to a Node-style callback; an error is never null. */
export function settle<T>(promise: PromiseLike<T>, done: Done<T>): void {
  promise.then(
    (value) => done(null, value),
    (reason) => done(reason ?? new Error('rejected without a reason')),
  )
}

/**
 * Waits for the end of a host operation, however often the Task is cancelled, so that the operation
 * never outlives the clean-up; then throws the last CancelledError. The first one goes to `abort`.
 */
export function* untilSettled<T>(
  start: (done: Done<T>) => void,
  abort: (reason: CancelledError) => void,
  label: string,
): Coroutine<T> {
  const operation: Operation<T> = { outcome: null, waiter: null }
  start((error, value) => {
    if (operation.outcome !== null) throw new InvalidStateError(`${label} has ended before`)
    operation.outcome =
      error === null || error === undefined ? { value: value as T } : { thrown: error }
    if (operation.waiter?.done() === false) operation.waiter.setResult()
  })

  let cancellation: CancelledError | null = null
  while (operation.outcome === null) {
    operation.waiter = new Future<void>(label)
    try {
      yield* operation.waiter
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error
      if (cancellation === null) abort(error)
      cancellation = error
    }
  }
  if (cancellation !== null) throw cancellation
  if ('thrown' in operation.outcome) throw operation.outcome.thrown
  return operation.outcome.value
}

interface Operation<T> {
  outcome: { readonly value: T } | { readonly thrown: unknown } | null
  /** A new Future per wait: cancelling it does not affect the outcome. */
  waiter: Future<void> | null
}
