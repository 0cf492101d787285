import { type Awaitable, Future } from './future'
import { ensureFuture } from './task'

/**
 * A Future that ends as `awaitable` does, but whose cancellation does not reach `awaitable`: cancel
 * this Future, or the Task that waits for it, and the other keeps running. Keep a reference to the
 * other to learn how it ended. Follows asyncio.shield.
 */
export function shield<T>(awaitable: Awaitable<T>): Future<T> {
  const inner = ensureFuture(awaitable)
  if (inner.done()) return inner
  const outer = new Future<T>({ toString: () => `shield of ${inner.toString()}` }, inner.loop)
  const onInnerDone = (): void => {
    if (outer.done()) return
    if (inner.cancelled()) {
      outer.cancel()
      return
    }
    const exception = inner.exception()
    if (exception === undefined) outer.setResult(inner.result())
    else outer.setException(exception)
  }
  inner.addDoneCallback(onInnerDone)
  outer.addDoneCallback(() => inner.removeDoneCallback(onInnerDone))
  return outer
}
