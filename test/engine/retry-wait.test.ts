import { describe, expect, it } from 'vitest'
import { RetryWait } from '../../src/main/engine/connections/retry-wait'
import { type Coroutine, createTask, runningLoop, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

/** Waits, and returns the moment at which that was over. */
function* waited(rest: RetryWait, delayMs: number): Coroutine<number> {
  yield* rest.wait(delayMs)
  return runningLoop().now()
}

describe('Rest', () => {
  it('lasts as long as was asked', () =>
    virtually(function* () {
      expect(yield* waited(new RetryWait(), 5_000)).toBe(5_000)
    }))

  it('of 0 ms is over at once', () =>
    virtually(function* () {
      expect(yield* waited(new RetryWait(), 0)).toBe(0)
    }))

  it('cut short wakes all who wait', () =>
    virtually(function* () {
      const rest = new RetryWait()
      const tasks = [5_000, 60_000, 1_000].map((delayMs) => createTask(waited(rest, delayMs)))
      yield* sleep(2_000)
      rest.wakeAll()
      const wokenAtMs: number[] = []
      for (const task of tasks) wokenAtMs.push(yield* task)
      expect(wokenAtMs).toEqual([2_000, 2_000, 1_000])
    }))

  it('cut short while nobody waits is not shorter later', () =>
    virtually(function* () {
      const rest = new RetryWait()
      rest.wakeAll()
      expect(yield* waited(rest, 3_000)).toBe(3_000)
    }))

  it('does not count the time of a hold', () =>
    virtually(function* () {
      const task = createTask(waited(new RetryWait(), 5_000))
      yield* sleep(1_000)
      task.pause()
      yield* sleep(60_000)
      task.resume()
      expect(yield* task).toBe(65_000)
    }))

  it('cut short in a hold is over after it', () =>
    virtually(function* () {
      const rest = new RetryWait()
      const task = createTask(waited(rest, 5_000))
      yield* sleep(1_000)
      task.pause()
      yield* sleep(1_000)
      rest.wakeAll()
      yield* sleep(1_000)
      task.resume()
      expect(yield* task).toBe(3_000)
    }))
})
