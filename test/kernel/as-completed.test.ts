import { describe, expect, it } from 'vitest'
import {
  asCompleted,
  type Coroutine,
  createTask,
  runningLoop,
  sleep,
  TimeoutError,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

function* later<T>(delayMs: number, value: T): Coroutine<T> {
  yield* sleep(delayMs)
  return value
}

function* fail(): Coroutine<never> {
  yield* sleep(15)
  throw new RangeError('failed')
}

describe('asCompleted', () => {
  it('gives results in the order of completion', () =>
    virtually(function* () {
      const seen: (readonly [string, number])[] = []
      for (const next of asCompleted([later(30, 'c'), later(10, 'a'), later(20, 'b')])) {
        seen.push([yield* next, runningLoop().now()])
      }
      expect(seen).toEqual([
        ['a', 10],
        ['b', 20],
        ['c', 30],
      ])
    }))

  it('throws what one of them throws, and goes on with the next', () =>
    virtually(function* () {
      const seen: unknown[] = []
      for (const next of asCompleted<string>([later(10, 'a'), fail(), later(20, 'b')])) {
        try {
          seen.push(yield* next)
        } catch (error) {
          seen.push(error)
        }
      }
      expect(seen).toEqual(['a', new RangeError('failed'), 'b'])
    }))

  it('of the same one twice is one', () =>
    virtually(function* () {
      const task = createTask(later(1, 'a'))
      expect([...asCompleted([task, task])]).toHaveLength(1)
      yield* task
    }))

  it('of nothing is nothing', () =>
    virtually(function* () {
      expect([...asCompleted([])]).toEqual([])
      yield* sleep(0)
    }))

  it('throws TimeoutError for each that is not done in time, and cancels none', () =>
    virtually(function* () {
      const slow = [createTask(later(30, 'b')), createTask(later(40, 'c'))]
      const seen: unknown[] = []
      for (const next of asCompleted<string>([later(10, 'a'), ...slow], { timeoutMs: 20 })) {
        try {
          seen.push(yield* next)
        } catch (error) {
          seen.push(error instanceof TimeoutError ? runningLoop().now() : error)
        }
      }
      expect(seen).toEqual(['a', 20, 20])
      expect(slow.map((task) => task.cancelling())).toEqual([0, 0])
    }))

  it('needs no time when all are done before it', () =>
    virtually(function* () {
      const done = createTask(later(1, 'a'))
      yield* done
      const [next] = asCompleted([done], { timeoutMs: 50 })
      expect(yield* next ?? later(0, 'nothing')).toBe('a')
      yield* sleep(100)
    }))

  it('may be waited for by several Tasks at once', () =>
    virtually(function* () {
      const [first, second] = asCompleted([later(20, 'b'), later(10, 'a')])
      if (first === undefined || second === undefined) throw new Error('too few')
      const waiters = [createTask(second), createTask(first)]
      const seen: string[] = []
      for (const waiter of waiters) seen.push(yield* waiter)
      expect(seen).toEqual(['a', 'b'])
    }))

  it('leaves the rest running when its user walks away', () =>
    virtually(function* () {
      const slow = createTask(later(30, 'b'))
      for (const next of asCompleted([later(10, 'a'), slow])) {
        expect(yield* next).toBe('a')
        break
      }
      expect(yield* slow).toBe('b')
    }))
})

describe('a coroutine of asCompleted', () => {
  it('does not lose a result when its Task is cancelled', () =>
    virtually(function* () {
      const [first, second] = asCompleted([later(10, 'a'), later(20, 'b')])
      if (first === undefined || second === undefined) throw new Error('too few')
      const waiter = createTask(first)
      yield* sleep(1)
      waiter.cancel()
      yield* thrownBy(waiter[Symbol.iterator]())
      expect(yield* second).toBe('a')
    }))
})
