import { Countdown } from '../time/countdown'
import { coroutine } from './coroutine'
import { type Coroutine, Future } from './future'
import { currentTask } from './task'

/** When `wait` returns. */
export type ReturnWhen = 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'

export interface WaitOptions {
  readonly returnWhen?: ReturnWhen
  /** Returns after this time at the latest; time during which the Task is paused does not count. */
  readonly timeoutMs?: number
}

/**
 * Waits until the first Future, the first failed one, or all are done, and returns which are done
 * and which pending. It throws none of their exceptions and cancels none of them, neither at the
 * timeout nor when it is cancelled itself. Throws RangeError for no Futures. Follows asyncio.wait.
 */
export const wait = coroutine(function* wait<T>(
  futures: Iterable<Future<T>>,
  { returnWhen = 'ALL_COMPLETED', timeoutMs }: WaitOptions = {},
): Coroutine<{ done: Set<Future<T>>; pending: Set<Future<T>> }> {
  const all = new Set(futures)
  if (all.size === 0) throw new RangeError('wait needs at least one Future')
  let left = all.size
  const enough = new Future<void>({ toString: () => `${left} of ${all.size} Futures` })
  const stop = (): void => {
    if (!enough.done()) enough.setResult()
  }
  const onDone = (future: Future<T>): void => {
    left -= 1
    if (left === 0 || returnWhen === 'FIRST_COMPLETED') stop()
    else if (returnWhen === 'FIRST_EXCEPTION' && hasFailed(future)) stop()
  }
  for (const future of all) future.addDoneCallback(onDone)
  const countdown = timeoutMs === undefined ? null : new Countdown(currentTask(), timeoutMs, stop)
  try {
    yield* enough
  } finally {
    countdown?.cancel()
    for (const future of all) future.removeDoneCallback(onDone)
  }
  const done = new Set([...all].filter((future) => future.done()))
  return { done, pending: new Set([...all].filter((future) => !future.done())) }
})

function hasFailed(future: Future<unknown>): boolean {
  return !future.cancelled() && future.exception() !== undefined
}
