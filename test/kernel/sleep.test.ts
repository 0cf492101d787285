import { describe, expect, it } from 'vitest'
import { type Coroutine, runningLoop, sleep, Task } from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

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
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
    }))

  it('cancelled leaves no timer behind', () =>
    virtually(function* () {
      const task = new Task(sleep(1e9))
      yield* sleep(1)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      yield* sleep(1)
      expect(runningLoop().now()).toBe(2)
    }))
})
