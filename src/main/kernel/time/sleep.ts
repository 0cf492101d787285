import { type Coroutine, Future } from '../tasks/future'

/** Waits for `delayMs` milliseconds; with 0 it lets other Tasks run and goes on. */
export function* sleep(delayMs: number): Coroutine<void> {
  const woken = new Future<void>()
  const timer = woken.loop.callLater(delayMs, () => {
    if (!woken.done()) woken.setResult()
  })
  try {
    yield* woken
  } finally {
    timer.cancel()
  }
}
