import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  currentTask,
  Event,
  Future,
  runningLoop,
  sleep,
  Task,
  TimeoutError,
  taskGroup,
  timeout,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

describe('a timeout', () => {
  it('stands still while its Task is paused', () =>
    virtually(function* () {
      const task = new Task(timeout(100, () => new Event().wait()))
      yield* sleep(60)
      task.pause()
      yield* sleep(1000)
      expect(task.done()).toBe(false)
      task.resume()
      expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(1100)
    }))

  it('stands still while a parent of its Task is paused', () =>
    virtually(function* () {
      const task = new Task(
        taskGroup(function* (group) {
          yield* group.spawn(thrownBy(timeout(100, () => new Event().wait())))
        }),
      )
      yield* sleep(60)
      task.pause()
      yield* sleep(1000)
      task.resume()
      yield* task
      expect(runningLoop().now()).toBe(1100)
    }))

  it('stands still from the start if its Task paused itself before', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<unknown> {
          currentTask().pause()
          return yield* thrownBy(timeout(100, () => new Event().wait()))
        })(),
      )
      yield* sleep(1000)
      expect(task.done()).toBe(false)
      task.resume()
      expect(yield* task).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(1100)
    }))

  it('gives way to a result that came while it stood still', () =>
    virtually(function* () {
      const task = new Task(
        timeout(20, function* () {
          yield* sleep(30)
          return 'kept'
        }),
      )
      yield* sleep(10)
      task.pause()
      yield* sleep(100)
      task.resume()
      expect(yield* task).toBe('kept')
    }))

  it('moved while it stands still has all of the new time left', () =>
    virtually(function* () {
      const opened = new Future<{ reschedule(delayMs: number): void }>()
      const task = new Task(
        timeout(20, function* (limit) {
          opened.setResult(limit)
          yield* new Event().wait()
        }),
      )
      const limit = yield* opened
      task.pause()
      yield* sleep(100)
      limit.reschedule(50)
      yield* sleep(100)
      task.resume()
      yield* thrownBy(task[Symbol.iterator]())
      expect(runningLoop().now()).toBe(250)
    }))
})
