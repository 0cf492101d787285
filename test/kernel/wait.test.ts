import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  runningLoop,
  sleep,
  type Task,
  wait,
} from '../../src/main/kernel'
import { end, thrownBy, virtually } from './virtually'

function* failAfter(delayMs: number): Coroutine<void> {
  yield* sleep(delayMs)
  throw new RangeError('failed')
}

const sleepers = (...delaysMs: number[]): Task<void>[] =>
  delaysMs.map((delayMs) => createTask(sleep(delayMs)))

/** Their places in a list: Futures themselves would be iterated by a matcher. */
const placesOf = <T>(futures: Set<Future<T>>, all: readonly Future<T>[]): number[] =>
  [...futures].map((future) => all.indexOf(future))

describe('wait', () => {
  it('waits for all by default, failures included', () =>
    virtually(function* () {
      const tasks = [...sleepers(10, 30), createTask(failAfter(20))]
      const { done, pending } = yield* wait(tasks)
      expect(placesOf(done, tasks)).toEqual([0, 1, 2])
      expect(pending.size).toBe(0)
      expect(runningLoop().now()).toBe(30)
      expect(tasks[2]?.exception()).toBeInstanceOf(RangeError)
    }))

  it('returns when the first is done, if told to', () =>
    virtually(function* () {
      const all = sleepers(30, 10)
      const { done, pending } = yield* wait(all, { returnWhen: 'FIRST_COMPLETED' })
      expect(placesOf(done, all)).toEqual([1])
      expect(placesOf(pending, all)).toEqual([0])
      expect(runningLoop().now()).toBe(10)
    }))

  it('returns at the first exception, which neither a result nor a cancellation is', () =>
    virtually(function* () {
      const failing = createTask(failAfter(20))
      const all = [...sleepers(5, 100, 200), failing]
      runningLoop().callLater(10, () => all[1]?.cancel())
      const { done, pending } = yield* wait(all, { returnWhen: 'FIRST_EXCEPTION' })
      expect(placesOf(done, all)).toEqual([0, 1, 3])
      expect(placesOf(pending, all)).toEqual([2])
      expect(failing.exception()).toBeInstanceOf(RangeError)
      expect(runningLoop().now()).toBe(20)
    }))

  it('returns when the time is over, and cancels nothing', () =>
    virtually(function* () {
      const all = sleepers(10, 30)
      const { done, pending } = yield* wait(all, { timeoutMs: 20 })
      expect(placesOf(done, all)).toEqual([0])
      expect(placesOf(pending, all)).toEqual([1])
      expect(all[1]?.cancelling()).toBe(0)
    }))

  it('does not count the time for which its Task is paused', () =>
    virtually(function* () {
      const slow = createTask(sleep(1000))
      const waiter = createTask(wait([slow], { timeoutMs: 20 }))
      yield* sleep(5)
      waiter.pause()
      yield* sleep(100)
      waiter.resume()
      yield* waiter
      expect(runningLoop().now()).toBe(120)
    }))

  it('leaves the others alone when it is cancelled', () =>
    virtually(function* () {
      const slow = createTask(sleep(30))
      const waiter = createTask(wait([slow]))
      yield* sleep(1)
      yield* end(waiter)
      expect(waiter.cancelled()).toBe(true)
      expect(slow.cancelling()).toBe(0)
      yield* slow
    }))

  it('returns at once for those that are done', () =>
    virtually(function* () {
      const future = new Future<string>()
      future.setResult('done')
      const { done } = yield* wait([future, future])
      expect(placesOf(done, [future])).toEqual([0])
      expect(runningLoop().now()).toBe(0)
    }))

  it('of nothing is a mistake', () =>
    virtually(function* () {
      expect(yield* thrownBy(wait([]))).toBeInstanceOf(RangeError)
    }))

  it('throws a cancellation of its own while the time runs', () =>
    virtually(function* () {
      const slow = createTask(sleep(500))
      const waiter = createTask(wait([slow], { timeoutMs: 50 }))
      yield* sleep(1)
      waiter.cancel('stop')
      const error = yield* thrownBy(waiter[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(error).toHaveProperty('message', 'stop')
    }))
})
