import { TimeoutError } from '../errors'
import { Queue } from '../sync/queue'
import { Countdown } from '../time/countdown'
import type { Awaitable, Coroutine, Future } from './future'
import { currentTask, ensureFuture } from './task'

export interface AsCompletedOptions {
  /** After this time the remaining coroutines throw TimeoutError; nothing is cancelled. */
  readonly timeoutMs?: number
}

/**
 * Runs all Awaitables at once and returns one coroutine per Awaitable: the first waits for the
 * Awaitable that is done first, the second for the second, and so on. Each returns its result or
 * throws its exception. Follows asyncio.as_completed.
 *
 * @example
 * for (const next of asCompleted(tasks)) use(yield* next)
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
