import { CancelledError, TimeoutError } from '../errors'
import { coroutine } from '../tasks/coroutine'
import type { Awaitable, Coroutine, Future } from '../tasks/future'
import { ensureFuture } from '../tasks/task'
import { wait } from '../tasks/wait'
import { timeout } from './timeout'

/**
 * Waits for one Awaitable, and cancels it if it takes longer than `timeoutMs` (null: no limit):
 * once its clean-up is done, throws TimeoutError. To keep it running, wait for a `shield` of it.
 * Follows asyncio.wait_for of CPython 3.12.
 */
export const waitFor = coroutine(function* waitFor<T>(
  awaitable: Awaitable<T>,
  timeoutMs: number | null,
): Coroutine<T> {
  if (timeoutMs !== null && timeoutMs <= 0) return yield* atOnceOrNever(ensureFuture(awaitable))
  return yield* timeout(timeoutMs, () => waitedFor(awaitable))
})

function* waitedFor<T>(awaitable: Awaitable<T>): Coroutine<T> {
  return yield* awaitable
}

function* atOnceOrNever<T>(future: Future<T>): Coroutine<T> {
  if (future.done()) return future.result()
  future.cancel()
  yield* wait([future])
  try {
    return future.result()
  } catch (error) {
    if (error instanceof CancelledError) {
      throw new TimeoutError('there was no time to wait', { cause: error })
    }
    throw error
  }
}
