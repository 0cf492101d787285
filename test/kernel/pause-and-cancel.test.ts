import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  Event,
  Future,
  runningLoop,
  sleep,
  Task,
  TimeoutError,
  taskGroup,
  timeout,
} from '../../src/main/kernel'
import { ticking } from './ticking'
import { end, thrownBy, virtually } from './virtually'

describe('cancel of a paused Task', () => {
  it('throws in at once and lets the clean-up wait', () =>
    virtually(function* () {
      let cleanedAtMs = 0
      const task = new Task(
        (function* (): Coroutine<void> {
          try {
            yield* sleep(1000)
          } finally {
            yield* sleep(20)
            cleanedAtMs = runningLoop().now()
          }
        })(),
      )
      yield* sleep(10)
      task.pause()
      yield* sleep(10)
      yield* end(task)
      expect(cleanedAtMs).toBe(40)
    }))

  it('throws in even if a result is being kept', () =>
    virtually(function* () {
      const future = new Future<string>()
      const task = new Task(future[Symbol.iterator]())
      yield* sleep(0)
      task.pause()
      future.setResult('kept')
      yield* sleep(10)
      yield* end(task)
      expect(task.cancelled()).toBe(true)
    }))

  it('reaches children, whose clean-up may spawn and wait', () =>
    virtually(function* () {
      const order: string[] = []
      function* noting(ms: number, word: string): Coroutine<void> {
        yield* sleep(ms)
        order.push(word)
      }
      const task = new Task(
        taskGroup(function* (group) {
          group.spawn(
            (function* (): Coroutine<void> {
              try {
                yield* sleep(1000)
              } finally {
                yield* taskGroup(function* (cleanUp) {
                  cleanUp.spawn(noting(10, 'spawned'))
                  yield* noting(5, 'child')
                })
              }
            })(),
          )
        }),
      )
      yield* sleep(10)
      task.pause()
      yield* end(task)
      expect(order).toEqual(['child', 'spawned'])
      expect(task.cancelled()).toBe(true)
    }))

  it('lets a timeout in its clean-up count', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<void> {
          try {
            yield* sleep(1000)
          } finally {
            const error = yield* thrownBy(timeout(10, () => new Event().wait()))
            expect(error).toBeInstanceOf(TimeoutError)
          }
        })(),
      )
      yield* sleep(10)
      task.pause()
      yield* sleep(10)
      task.cancel()
      expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(runningLoop().now()).toBe(30)
    }))
})

describe('pause after a cancellation that was taken back', () => {
  it('holds a Task that went on after a timeout', () =>
    virtually(function* () {
      const ticks: number[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          yield* thrownBy(timeout(5, () => sleep(1000)))
          yield* ticking(10, ticks)
        })(),
      )
      yield* sleep(20)
      task.pause()
      yield* sleep(50)
      expect(ticks).toEqual([15])
      yield* end(task)
    }))

  it('holds a Task that went on after its group failed, and the next children', () =>
    virtually(function* () {
      const ticks: number[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          yield* thrownBy(
            taskGroup(function* (group) {
              group.spawn(
                (function* (): Coroutine<void> {
                  yield* sleep(1)
                  throw new Error('boom')
                })(),
              )
              yield* sleep(1000)
            }),
          )
          yield* taskGroup(function* (group) {
            group.spawn(ticking(10, ticks))
          })
        })(),
      )
      yield* sleep(15)
      task.pause()
      yield* sleep(50)
      expect(ticks).toEqual([11])
      yield* end(task)
    }))

  it('stops the outer timeout again when the inner one expired while paused', () =>
    virtually(function* () {
      const task: Task<number> = new Task(
        timeout(100, function* () {
          yield* thrownBy(timeout(10, () => sleep(1000)))
          yield* sleep(10)
          return runningLoop().now()
        }),
      )
      // Between the expiry and its CancelledError the Task is not held: it is being cancelled.
      runningLoop().callLater(10, () => runningLoop().callSoon(() => task.pause()))
      yield* sleep(500)
      expect(task.done()).toBe(false)
      task.resume()
      expect(yield* task).toBe(500)
    }))
})
