import { TimeoutError } from '../errors'
import { Queue } from '../sync/queue'
import { Countdown } from '../time/countdown'
import type { Awaitable, Coroutine, Future } from './future'
import { currentTask, ensureFuture } from './task'

export interface AsCompletedOptions {
  /** After so long what is not done throws TimeoutError; it is not cancelled. */
  readonly timeoutMs?: number
}

/**
 * Runs all at once; gives as many coroutines as there are Awaitables, of which the first waits for
 * the one that is done first, and so on, and returns or throws what that one does:
 * `for (const next of asCompleted(tasks)) use(yield* next)`. Follows asyncio.as_completed.
 */
export function asCompleted<T>(
  awaitables: Iterable<Awaitable<T>>,
  { timeoutMs }: AsCompletedOptions = {},
): Iterable<Coroutine<T>> {
  const todo = new Set([...new Set(awaitables)].map((awaitable) => ensureFuture(awaitable)))
  const all = todo.size
  const done = new Queue<Future<T> | null>()
  const onDone = (future: Future<T>): void => {
    todo.delete(future)
    done.putNowait(future)
    if (todo.size === 0) countdown?.cancel()
  }
  const onTimeout = (): void => {
    for (const future of todo) {
      future.removeDoneCallback(onDone)
      done.putNowait(null)
    }
  }
  for (const future of todo) future.addDoneCallback(onDone)
  const countdown =
    timeoutMs === undefined || all === 0 ? null : new Countdown(currentTask(), timeoutMs, onTimeout)
  return Array.from({ length: all }, () => next(done))
}

function* next<T>(done: Queue<Future<T> | null>): Coroutine<T> {
  const future = yield* done.get()
  if (future === null) throw new TimeoutError('not all were done in time')
  return future.result()
}
