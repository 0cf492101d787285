import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  createTask,
  runningLoop,
  shield,
  sleep,
  TimeoutError,
  timeout,
} from '../../src/main/kernel'
import { end, thrownBy, virtually } from './virtually'

function* later<T>(delayMs: number, value: T): Coroutine<T> {
  yield* sleep(delayMs)
  return value
}

describe('shield', () => {
  it('passes a result and an exception through', () =>
    virtually(function* () {
      expect(yield* shield(later(10, 'value'))).toBe('value')
      const failing = (function* (): Coroutine<void> {
        yield* sleep(1)
        throw new RangeError('failed')
      })()
      expect(yield* thrownBy(shield(failing)[Symbol.iterator]())).toBeInstanceOf(RangeError)
    }))

  it('keeps a cancellation from what is behind it', () =>
    virtually(function* () {
      const inner = createTask(later(50, 'kept'))
      const waiter = createTask(shield(inner)[Symbol.iterator]())
      yield* sleep(10)
      yield* end(waiter)
      expect(waiter.cancelled()).toBe(true)
      expect(runningLoop().now()).toBe(10)
      expect(yield* inner).toBe('kept')
    }))

  it('is cancelled when what is behind it is', () =>
    virtually(function* () {
      const inner = createTask(sleep(50))
      const outer = shield(inner)
      inner.cancel()
      expect(yield* thrownBy(outer[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(outer.cancelled()).toBe(true)
    }))

  it('lets the work outlive a timeout', () =>
    virtually(function* () {
      const inner = createTask(later(50, 'kept'))
      const error = yield* thrownBy(
        timeout(10, function* () {
          yield* shield(inner)
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect(yield* inner).toBe('kept')
    }))

  it('of what is done is that itself', () =>
    virtually(function* () {
      const inner = createTask(later(1, 'value'))
      yield* inner
      expect(shield(inner)).toBe(inner)
    }))
})
