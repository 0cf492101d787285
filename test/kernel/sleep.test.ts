import { describe, expect, it } from 'vitest'
import { type Coroutine, run, runningLoop, sleep, Task, VirtualClock } from '../../src/main/kernel'
import { end, virtually } from './virtually'

describe('sleep', () => {
  it('wakes sleepers in the order of their moments', () =>
    virtually(function* () {
      const order: number[] = []
      function* sleeper(ms: number): Coroutine<void> {
        yield* sleep(ms)
        order.push(ms, runningLoop().now())
      }
      const tasks = [30, 10, 20].map((ms) => new Task(sleeper(ms)))
      for (const task of tasks) yield* task
      expect(order).toEqual([10, 10, 20, 20, 30, 30])
    }))

  it('of 0 ms lets the others run first', () =>
    virtually(function* () {
      const order: string[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          order.push('other')
        })(),
      )
      yield* sleep(0)
      order.push('sleeper')
      yield* task
      expect(order).toEqual(['other', 'sleeper'])
      expect(runningLoop().now()).toBe(0)
    }))

  it('of infinity lasts until it is cancelled', () =>
    virtually(function* () {
      const task = new Task(sleep(Number.POSITIVE_INFINITY))
      yield* sleep(1e12)
      expect(task.done()).toBe(false)
      yield* end(task)
    }))

  it('cancelled leaves no timer behind', async () => {
    const clock = new VirtualClock()
    const main = function* (): Coroutine<void> {
      const task = new Task(sleep(1e9))
      yield* sleep(1)
      yield* end(task)
    }
    await run(main(), { clock })
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(clock.now()).toBe(1)
  })
})
