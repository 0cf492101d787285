import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Done,
  InvalidStateError,
  runningLoop,
  sleep,
  Task,
  until,
  untilDone,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

describe('untilDone', () => {
  it('returns the value that the operation reports', () =>
    virtually(function* () {
      const value = yield* untilDone<string>((done) => setImmediate(() => done(null, 'written')))
      expect(value).toBe('written')
    }))

  it('throws the error that it reports', () =>
    virtually(function* () {
      const broken = new Error('broken')
      const error = yield* thrownBy(untilDone((done) => setImmediate(() => done(broken))))
      expect(error).toBe(broken)
    }))

  it('takes an answer that comes at once', () =>
    virtually(function* () {
      expect(yield* untilDone<number>((done) => done(null, 1))).toBe(1)
      expect(yield* untilDone<number>((done) => done(undefined, 2))).toBe(2)
    }))

  it('refuses a second end', () =>
    virtually(function* () {
      const ends: Done<number>[] = []
      const value = yield* untilDone<number>((done) => {
        ends.push(done)
        done(null, 1)
      })
      expect(() => ends[0]?.(null, 2)).toThrow(InvalidStateError)
      expect(value).toBe(1)
    }))

  it('throws what the start throws', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        untilDone(() => {
          throw new Error('not started')
        }),
      )
      expect(error).toHaveProperty('message', 'not started')
    }))

  it.each([
    ['a value', null],
    ['an error', new Error('broken')],
  ])('cancelled waits for the end, then throws the cancellation over %s', (_what, outcome) =>
    virtually(function* () {
      let finish: Done<void> = () => undefined
      const task = new Task(
        untilDone<void>((done) => {
          finish = done
        }),
      )
      yield* sleep(10)
      task.cancel('enough')
      yield* sleep(10)
      task.cancel('again')
      yield* sleep(10)
      expect(task.done()).toBe(false)
      finish(outcome)
      const error = yield* thrownBy(task[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(runningLoop().now()).toBe(30)
    }),
  )
})

describe('until', () => {
  it('returns what the promise resolves to', () =>
    virtually(function* () {
      expect(yield* until(() => Promise.resolve('here'))).toBe('here')
    }))

  it('throws what the promise rejects with', () =>
    virtually(function* () {
      const broken = new Error('broken')
      expect(yield* thrownBy(until(() => Promise.reject(broken)))).toBe(broken)
    }))

  it('throws also when the promise rejects with nothing', () =>
    virtually(function* () {
      expect(yield* thrownBy(until(() => Promise.reject()))).toBeInstanceOf(Error)
    }))

  it('cancelled aborts the signal with the cancellation and waits for the promise', () =>
    virtually(function* () {
      const log: string[] = []
      const task = new Task(
        until(
          (signal) =>
            new Promise<void>((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                log.push(`aborted: ${String(signal.reason)}`)
                setImmediate(() => {
                  log.push('settled')
                  reject(signal.reason as Error)
                })
              })
            }),
        ),
      )
      yield* sleep(10)
      task.cancel('enough')
      const error = yield* thrownBy(task[Symbol.iterator]())
      log.push('thrown')
      expect(error).toBeInstanceOf(CancelledError)
      expect(log).toEqual(['aborted: CancelledError: enough', 'settled', 'thrown'])
      expect(task.cancelled()).toBe(true)
    }))

  it('cancelled stays cancelled when the promise resolves in spite of the abort', () =>
    virtually(function* () {
      let resolve: (value: string) => void = () => undefined
      const task = new Task(
        until(
          () =>
            new Promise<string>((settle) => {
              resolve = settle
            }),
        ),
      )
      yield* sleep(10)
      task.cancel()
      yield* sleep(10)
      expect(task.done()).toBe(false)
      resolve('too late')
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))

  it('leaves the signal alone when nobody cancels', () =>
    virtually(function* () {
      const aborted = yield* until((signal) => Promise.resolve().then(() => signal.aborted))
      expect(aborted).toBe(false)
    }))
})
