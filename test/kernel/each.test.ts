import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  each,
  runningLoop,
  sleep,
  Task,
} from '../../src/main/kernel'
import { HandFed } from './hand-fed'
import { thrownBy, virtually } from './virtually'

async function* count(upTo: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let value = 1; value <= upTo; value += 1) {
      log.push(`made ${value}`)
      yield value
    }
  } finally {
    await Promise.resolve()
    log.push('closed')
  }
}

/** A Task that reads `source`, and notes in its calls what came of it. */
function reading(source: HandFed<string>, open = () => source): Task<void> {
  return new Task(
    each(open, function* (value) {
      source.calls.push(value)
    }),
  )
}

describe('each', () => {
  it('runs the body for every value, in order', () =>
    virtually(function* () {
      const values: number[] = []
      yield* each(
        () => count(3),
        function* (value) {
          values.push(value)
        },
      )
      expect(values).toEqual([1, 2, 3])
    }))

  it('asks for a value when the body is done with the last', () =>
    virtually(function* () {
      const log: string[] = []
      yield* each(
        () => count(2, log),
        function* (value) {
          log.push(`got ${value}`)
          yield* sleep(100)
          log.push(`done at ${runningLoop().now()}`)
        },
      )
      expect(log).toEqual([
        'made 1',
        'got 1',
        'done at 100',
        'made 2',
        'got 2',
        'done at 200',
        'closed',
      ])
    }))

  it('does not close what has ended by itself', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const task = reading(source)
      yield* sleep(1)
      source.give('a')
      yield* sleep(1)
      source.end()
      yield* task
      expect(source.calls).toEqual(['next', 'a', 'next'])
    }))

  it('throws what the source throws, and does not close it', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const task = reading(source)
      const broken = new Error('broken')
      yield* sleep(1)
      source.fail(broken)
      expect(yield* thrownBy(task[Symbol.iterator]())).toBe(broken)
      expect(source.calls).toEqual(['next'])
    }))

  it('throws what opening it throws', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        each(
          () => {
            throw new Error('no such thing')
          },
          () => sleep(1),
        ),
      )
      expect(error).toHaveProperty('message', 'no such thing')
    }))

  it('throws what the body throws once the source is closed', () =>
    virtually(function* () {
      const log: string[] = []
      const broken = new Error('broken')
      const error = yield* thrownBy(
        each(
          () => count(3, log),
          function* () {
            throw broken
          },
        ),
      )
      expect(error).toBe(broken)
      expect(log).toEqual(['made 1', 'closed'])
    }))

  it('throws what the body throws over what closing throws', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      source.onReturn = () => Promise.reject(new Error('not closed'))
      const broken = new Error('broken')
      const task = new Task(
        each(
          () => source,
          function* () {
            throw broken
          },
        ),
      )
      yield* sleep(1)
      source.give('a')
      expect(yield* thrownBy(task[Symbol.iterator]())).toBe(broken)
      expect(source.calls).toEqual(['next', 'return'])
    }))

  it('ends when the body returns false', () =>
    virtually(function* () {
      const log: string[] = []
      yield* each(
        () => count(3, log),
        function* (value) {
          return value < 2 && undefined
        },
      )
      expect(log).toEqual(['made 1', 'made 2', 'closed'])
    }))

  it('throws what closing throws when nothing else went wrong', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const broken = new Error('not closed')
      source.onReturn = () => Promise.reject(broken)
      const task = new Task(
        each(
          () => source,
          function* (): Coroutine<false> {
            return false
          },
        ),
      )
      yield* sleep(1)
      source.give('a')
      expect(yield* thrownBy(task[Symbol.iterator]())).toBe(broken)
    }))

  it('takes an iterator that cannot be closed', () =>
    virtually(function* () {
      const endless = {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ done: false as const, value: 1 }),
        }),
      }
      let got = 0
      yield* each(
        () => endless,
        function* (value) {
          got += value
          return got < 5 && undefined
        },
      )
      expect(got).toBe(5)
    }))

  it('leaves the signal alone when nobody cancels', () =>
    virtually(function* () {
      const signals: AbortSignal[] = []
      const body = function* (): Coroutine<void> {
        throw new Error('broken')
      }
      yield* thrownBy(
        each((signal) => {
          signals.push(signal)
          return count(1)
        }, body),
      )
      expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    }))
})

describe('each on a held Task', () => {
  it('keeps the value that comes, and reads no more', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const task = reading(source)
      yield* sleep(1)
      task.pause()
      source.give('a')
      yield* sleep(1000)
      expect(source.calls).toEqual(['next'])
      task.resume()
      yield* sleep(1)
      expect(source.calls).toEqual(['next', 'a', 'next'])
      source.end()
      yield* task
    }))
})

describe('each cancelled', () => {
  it('in the body aborts the signal and closes the source once', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const signals: AbortSignal[] = []
      const task = new Task(
        each(
          (signal) => {
            signals.push(signal)
            return source
          },
          () => sleep(1000),
        ),
      )
      yield* sleep(1)
      source.give('a')
      yield* sleep(1)
      task.cancel('enough')
      const error = yield* thrownBy(task[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(signals[0]?.reason).toHaveProperty('message', 'enough')
      expect(source.calls).toEqual(['next', 'return', 'returned'])
    }))

  it('while it waits lets the source end by its signal', () =>
    virtually(function* () {
      const log: string[] = []
      async function* obedient(signal: AbortSignal): AsyncGenerator<never> {
        try {
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => setImmediate(reject, signal.reason))
          })
        } finally {
          log.push('cleaning up')
          await new Promise((resolve) => setImmediate(resolve))
          log.push('clean')
        }
      }
      const task = new Task(each(obedient, () => sleep(1)))
      yield* sleep(1)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
      expect(log).toEqual(['cleaning up', 'clean'])
    }))

  it('while it waits destroys what can be destroyed', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const stream = Object.assign(source, {
        destroy() {
          source.calls.push('destroy')
          source.fail(new Error('destroyed'))
        },
      })
      const task = reading(source, () => stream)
      yield* sleep(1)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
      expect(source.calls).toEqual(['next', 'destroy', 'return', 'returned'])
    }))

  it('waits for a value that nothing can call off', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const task = reading(source)
      yield* sleep(1)
      task.cancel()
      yield* sleep(1)
      task.cancel()
      yield* sleep(1)
      expect(task.done()).toBe(false)
      source.give('too late')
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
      expect(source.calls).toEqual(['next', 'return', 'returned'])
    }))

  it.each([
    [
      'the body has broken off',
      function* (): Coroutine<false> {
        return false
      },
    ],
    [
      'the body has failed',
      function* (): Coroutine<false> {
        throw new Error('broken')
      },
    ],
  ])('while the source closes waits for that: %s', (_when, body) =>
    virtually(function* () {
      const source = new HandFed<string>()
      const signals: AbortSignal[] = []
      let finish: () => void = () => undefined
      source.onReturn = () =>
        new Promise((resolve) => {
          finish = resolve
        })
      const task = new Task(
        each((signal) => {
          signals.push(signal)
          return source
        }, body),
      )
      yield* sleep(1)
      source.give('a')
      yield* sleep(1)
      task.cancel()
      yield* sleep(1)
      task.cancel()
      yield* sleep(1)
      expect(task.done()).toBe(false)
      expect(signals[0]?.aborted).toBe(true)
      finish()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
      expect(source.calls).toEqual(['next', 'return', 'returned'])
    }),
  )

  it('is cancelled also when closing fails', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      source.onReturn = () => Promise.reject(new Error('not closed'))
      const task = reading(source)
      yield* sleep(1)
      task.cancel()
      yield* sleep(1)
      source.fail(new Error('broken'))
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))

  it('is cancelled also when a value has just come', () =>
    virtually(function* () {
      const source = new HandFed<string>()
      const task = reading(source)
      yield* sleep(1)
      task.pause()
      source.give('kept')
      yield* sleep(1)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
      expect(source.calls).toEqual(['next', 'return', 'returned'])
    }))
})
