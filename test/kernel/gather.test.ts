import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  gather,
  runningLoop,
  sleep,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

function* later<T>(delayMs: number, value: T): Coroutine<T> {
  yield* sleep(delayMs)
  return value
}

function* failAfter(delayMs: number, message: string): Coroutine<never> {
  yield* sleep(delayMs)
  throw new RangeError(message)
}

describe('gather', () => {
  it('gives the results in the order asked for', () =>
    virtually(function* () {
      const results = yield* gather([later(20, 'slow'), later(10, 7), later(0, true)])
      expectTypeOf(results).toEqualTypeOf<[string, number, boolean]>()
      expect(results).toEqual(['slow', 7, true])
      expect(runningLoop().now()).toBe(20)
    }))

  it('of nothing is done at once', () =>
    virtually(function* () {
      const future = gather([])
      expect(future.done()).toBe(true)
      expect(yield* future).toEqual([])
    }))

  it('runs the same one twice only once', () =>
    virtually(function* () {
      let runs = 0
      const counted = (function* (): Coroutine<number> {
        runs += 1
        yield* sleep(1)
        return runs
      })()
      expect(yield* gather([counted, counted])).toEqual([1, 1])
    }))

  it('throws the first exception at once and lets the others run on', () =>
    virtually(function* () {
      const other = createTask(later(50, 'kept'))
      const error = yield* thrownBy(
        gather([failAfter(10, 'first'), failAfter(20, 'second'), other])[Symbol.iterator](),
      )
      expect(error).toEqual(new RangeError('first'))
      expect(runningLoop().now()).toBe(10)
      expect(yield* other).toBe('kept')
    }))

  it('puts exceptions among the results when told to', () =>
    virtually(function* () {
      const outcomes = yield* gather([failAfter(10, 'first'), later(20, 'value')], {
        returnExceptions: true,
      })
      expectTypeOf(outcomes).toEqualTypeOf<[Error, string | Error]>()
      expect(outcomes).toEqual([new RangeError('first'), 'value'])
    }))

  it('puts cancellations among the results too', () =>
    virtually(function* () {
      const task = createTask(sleep(50))
      const both = gather([task, later(20, 'value')], { returnExceptions: true })
      task.cancel('enough')
      const [first, second] = yield* both
      expect(first).toBeInstanceOf(CancelledError)
      expect(first).toHaveProperty('message', 'enough')
      expect(second).toBe('value')
    }))

  it('wraps what was thrown and is no Error', () =>
    virtually(function* () {
      const thrown = new Future<void>()
      thrown.setException('a word')
      const [outcome] = yield* gather([thrown], { returnExceptions: true })
      expect(outcome).toBeInstanceOf(Error)
      expect(outcome).toHaveProperty('cause', 'a word')
    }))

  it('takes a cancelled child for one that failed, and is not cancelled itself', () =>
    virtually(function* () {
      const task = createTask(sleep(50))
      const other = createTask(later(60, 'kept'))
      const both = gather([task, other])
      task.cancel()
      const error = yield* thrownBy(both[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(both.cancelled()).toBe(false)
      expect(other.done()).toBe(false)
    }))

  it('cancels all when it is cancelled, and ends after their clean-up', () =>
    virtually(function* () {
      const ended: number[] = []
      const child = function* (cleanUpMs: number): Coroutine<void> {
        try {
          yield* sleep(100)
        } finally {
          yield* sleep(cleanUpMs)
          ended.push(cleanUpMs)
        }
      }
      const waiter = createTask(
        (function* (): Coroutine<void> {
          yield* gather([child(5), child(9)], { returnExceptions: true })
        })(),
      )
      yield* sleep(1)
      waiter.cancel()
      expect(yield* thrownBy(waiter[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(ended).toEqual([5, 9])
      expect(runningLoop().now()).toBe(10)
    }))

  it('throws the cancellation even if a child swallows it', () =>
    virtually(function* () {
      const stubborn = function* (): Coroutine<string> {
        yield* thrownBy(sleep(100))
        return 'swallowed'
      }
      const future = gather([stubborn(), stubborn()], { returnExceptions: true })
      yield* sleep(1)
      expect(future.cancel()).toBe(true)
      expect(yield* thrownBy(future[Symbol.iterator]())).toBeInstanceOf(CancelledError)
    }))

  it('cannot be cancelled once all children are done', () =>
    virtually(function* () {
      const future = gather([later(1, 'value')])
      yield* future
      expect(future.cancel()).toBe(false)
    }))
})
