import { type Coroutine, runningLoop, sleep } from '../../src/main/kernel'

/** Notes the time every `everyMs`, for ever. */
export function* ticking(everyMs: number, ticks: number[]): Coroutine<void> {
  for (;;) {
    yield* sleep(everyMs)
    ticks.push(runningLoop().now())
  }
}
