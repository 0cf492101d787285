import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  runningLoop,
  sleep,
  TimeoutError,
  waitFor,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

function* later<T>(delayMs: number, value: T): Coroutine<T> {
  yield* sleep(delayMs)
  return value
}

describe('waitFor', () => {
  it('gives the result that comes in time', () =>
    virtually(function* () {
      expect(yield* waitFor(later(10, 'value'), 20)).toBe('value')
      expect(yield* waitFor(createTask(later(10, 'value')), null)).toBe('value')
    }))

  it('cancels what takes too long and throws TimeoutError after its clean-up', () =>
    virtually(function* () {
      const slow = createTask(
        (function* (): Coroutine<void> {
          try {
            yield* sleep(100)
          } finally {
            yield* sleep(5)
          }
        })(),
      )
      expect(yield* thrownBy(waitFor(slow, 20))).toBeInstanceOf(TimeoutError)
      expect(slow.cancelled()).toBe(true)
      expect(runningLoop().now()).toBe(25)
    }))

  it('gives a result that comes in spite of the cancellation', () =>
    virtually(function* () {
      const stubborn = createTask(
        (function* (): Coroutine<string> {
          yield* thrownBy(sleep(100))
          return 'swallowed'
        })(),
      )
      expect(yield* waitFor(stubborn, 20)).toBe('swallowed')
    }))

  it('throws the exception of a clean-up that fails', () =>
    virtually(function* () {
      const failing = createTask(
        (function* (): Coroutine<void> {
          yield* thrownBy(sleep(100))
          throw new RangeError('clean-up failed')
        })(),
      )
      expect(yield* thrownBy(waitFor(failing, 20))).toBeInstanceOf(RangeError)
    }))

  it('cancels what it waits for when it is cancelled', () =>
    virtually(function* () {
      const inner = createTask(sleep(100))
      const waiter = createTask(waitFor(inner, 50))
      yield* sleep(1)
      waiter.cancel('stop')
      const error = yield* thrownBy(waiter[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(inner.cancelled()).toBe(true)
    }))

  it('with no time left still takes a result that is there', () =>
    virtually(function* () {
      const ready = new Future<string>()
      ready.setResult('there')
      expect(yield* waitFor(ready, 0)).toBe('there')
      const never = new Future<string>()
      expect(yield* thrownBy(waitFor(never, -1))).toBeInstanceOf(TimeoutError)
      expect(never.cancelled()).toBe(true)
    }))
})
