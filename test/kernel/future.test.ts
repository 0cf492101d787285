import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  Future,
  InvalidStateError,
  sleep,
  Task,
  until,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

describe('Future', () => {
  it('hands its result to every Task that waits', () =>
    virtually(function* () {
      const future = new Future<string>()
      const one = new Task(future[Symbol.iterator]())
      const two = new Task(future[Symbol.iterator]())
      yield* sleep(0)
      future.setResult('here')
      expect([yield* one, yield* two]).toEqual(['here', 'here'])
    }))

  it('throws its exception at every wait', () =>
    virtually(function* () {
      const future = new Future<string>()
      const broken = new Error('broken')
      future.setException(broken)
      expect(yield* thrownBy(future[Symbol.iterator]())).toBe(broken)
      expect(yield* thrownBy(future[Symbol.iterator]())).toBe(broken)
      expect(future.exception()).toBe(broken)
      expect(future.cancelled()).toBe(false)
    }))

  it('goes on without a turn of the loop when it is done already', () =>
    virtually(function* () {
      const future = new Future<number>()
      future.setResult(1)
      const order: string[] = []
      future.loop.callSoon(() => order.push('loop'))
      yield* future
      order.push('task')
      expect(order).toEqual(['task'])
    }))

  it('has no result while pending', () =>
    virtually(function* () {
      const future = new Future<number>()
      expect(future.done()).toBe(false)
      expect(() => future.result()).toThrow(InvalidStateError)
      expect(() => future.exception()).toThrow(InvalidStateError)
      future.setResult(0)
      expect(future.result()).toBe(0)
      expect(future.exception()).toBeUndefined()
      yield* sleep(0)
    }))

  it('keeps its first outcome when given a second', () =>
    virtually(function* () {
      const finished = new Future<number>()
      finished.setResult(1)
      expect(() => finished.setResult(2)).toThrow(InvalidStateError)
      expect(() => finished.setException(new Error())).toThrow(InvalidStateError)
      expect(finished.result()).toBe(1)

      const failed = new Future<number>()
      const first = new Error('first')
      failed.setException(first)
      expect(() => failed.setException(new Error('second'))).toThrow(InvalidStateError)
      expect(yield* thrownBy(failed[Symbol.iterator]())).toBe(first)
    }))

  it('is cancelled once, with a message', () =>
    virtually(function* () {
      const future = new Future<number>()
      expect(future.cancel('enough')).toBe(true)
      expect(future.cancel('again')).toBe(false)
      expect(future.cancelled()).toBe(true)
      const error = yield* thrownBy(future[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(error).toHaveProperty('message', 'enough')
      expect(() => future.exception()).toThrow(CancelledError)
    }))

  it('is not cancelled after its result', () =>
    virtually(function* () {
      const future = new Future<number>()
      future.setResult(1)
      expect(future.cancel()).toBe(false)
      expect(yield* future).toBe(1)
    }))

  it('calls back in the order of registration, never at once', () =>
    virtually(function* () {
      const future = new Future<void>()
      const order: string[] = []
      future.addDoneCallback(() => order.push('first'))
      future.addDoneCallback(() => order.push('second'))
      future.setResult()
      future.addDoneCallback(() => order.push('late'))
      expect(order).toEqual([])
      yield* sleep(0)
      expect(order).toEqual(['first', 'second', 'late'])
    }))

  it('does not call back what was removed', () =>
    virtually(function* () {
      const future = new Future<void>()
      let calls = 0
      const count = () => {
        calls += 1
      }
      future.addDoneCallback(count)
      future.addDoneCallback(count)
      future.removeDoneCallback(count)
      future.setResult()
      yield* sleep(0)
      expect(calls).toBe(0)
    }))

  it('needs a running loop unless one is given', () => {
    expect(() => new Future()).toThrow('no event loop')
  })

  it('keeps the other callbacks in order when one is removed', () =>
    virtually(function* () {
      const future = new Future<void>()
      const order: string[] = []
      const note = (word: string) => () => {
        order.push(word)
      }
      const callbacks = ['a', 'b', 'c'].map(note)
      for (const callback of callbacks) future.addDoneCallback(callback)
      future.removeDoneCallback(callbacks[0] ?? note('none'))
      future.setResult()
      yield* sleep(0)
      expect(order).toEqual(['b', 'c'])
    }))

  it('may be awaited by an async function', () =>
    virtually(function* () {
      const future = new Future<number>()
      const sum = (async () => (await future) + 1)()
      future.setResult(41)
      expect(yield* until(() => sum)).toBe(42)
    }))

  it('rejects for an async function what it throws, cancellation included', () =>
    virtually(function* () {
      const failed = new Future<void>()
      const cancelled = new Future<void>()
      const outcomes = Promise.allSettled([failed, cancelled])
      failed.setException(new RangeError('broken'))
      cancelled.cancel('enough')
      expect(yield* until(() => outcomes)).toEqual([
        { status: 'rejected', reason: new RangeError('broken') },
        { status: 'rejected', reason: new CancelledError('enough') },
      ])
    }))
})
