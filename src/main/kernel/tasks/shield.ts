import { type Awaitable, Future } from './future'
import { ensureFuture } from './task'

/**
 * A Future with the end of another: cancelling it, or the Task that waits for it, leaves the other
 * running. Keep the other if you need to know how it ends after all. Follows asyncio.shield.
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
