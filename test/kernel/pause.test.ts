import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  currentTask,
  Event,
  Future,
  runningLoop,
  sleep,
  Task,
  type TaskGroup,
  TimeoutError,
  taskGroup,
  timeout,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

/** Notes the time every `everyMs`, for ever. */
function* ticking(everyMs: number, ticks: number[]): Coroutine<void> {
  for (;;) {
    yield* sleep(everyMs)
    ticks.push(runningLoop().now())
  }
}

function* end(task: Task<unknown>): Coroutine<void> {
  task.cancel()
  yield* thrownBy(task[Symbol.iterator]())
}

describe('pause', () => {
  it('holds a Task where it next waits, and resume lets it go on', () =>
    virtually(function* () {
      const ticks: number[] = []
      const task = new Task(ticking(10, ticks))
      yield* sleep(25)
      task.pause()
      yield* sleep(100)
      expect(ticks).toEqual([10, 20])
      task.resume()
      yield* sleep(15)
      expect(ticks).toEqual([10, 20, 125, 135])
      yield* end(task)
    }))

  it('of the running Task takes effect at its next wait', () =>
    virtually(function* () {
      const order: string[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          currentTask().pause()
          order.push('before')
          yield* sleep(1)
          order.push('after')
        })(),
      )
      yield* sleep(50)
      expect(order).toEqual(['before'])
      task.resume()
      yield* task
      expect(order).toEqual(['before', 'after'])
    }))

  it('before the first step keeps the Task from starting', () =>
    virtually(function* () {
      let started = false
      const task = new Task(
        (function* (): Coroutine<void> {
          started = true
        })(),
      )
      task.pause()
      yield* sleep(10)
      expect(started).toBe(false)
      task.resume()
      yield* task
      expect(started).toBe(true)
    }))

  it('keeps a result that comes meanwhile', () =>
    virtually(function* () {
      const future = new Future<string>()
      const task = new Task(future[Symbol.iterator]())
      yield* sleep(0)
      task.pause()
      future.setResult('kept')
      yield* sleep(10)
      expect(task.done()).toBe(false)
      task.resume()
      expect(yield* task).toBe('kept')
    }))

  it('keeps an exception that comes meanwhile', () =>
    virtually(function* () {
      const future = new Future<void>()
      const broken = new Error('broken')
      const task = new Task(thrownBy(future[Symbol.iterator]()))
      yield* sleep(0)
      task.pause()
      future.setException(broken)
      yield* sleep(10)
      task.resume()
      expect(yield* task).toBe(broken)
    }))

  it('goes unnoticed when nothing comes meanwhile', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<number> {
          yield* sleep(100)
          return runningLoop().now()
        })(),
      )
      yield* sleep(10)
      task.pause()
      yield* sleep(10)
      task.resume()
      expect(yield* task).toBe(100)
    }))

  it('counts: as many resumes as pauses', () =>
    virtually(function* () {
      const ticks: number[] = []
      const task = new Task(ticking(10, ticks))
      task.pause()
      task.pause()
      task.resume()
      yield* sleep(50)
      expect(ticks).toEqual([])
      task.resume()
      expect(() => task.resume()).toThrow('not paused')
      yield* sleep(15)
      expect(ticks).toEqual([60])
      yield* end(task)
    }))

  it('taken back and repeated within a turn steps the Task once', () =>
    virtually(function* () {
      const future = new Future<void>()
      let steps = 0
      const task = new Task(
        (function* (): Coroutine<void> {
          yield* future
          steps += 1
          yield* new Future<void>()
        })(),
      )
      yield* sleep(0)
      task.pause()
      future.setResult()
      yield* sleep(0)
      for (let times = 0; times < 3; times += 1) {
        task.resume()
        task.pause()
      }
      yield* sleep(10)
      expect(steps).toBe(0)
      task.resume()
      yield* sleep(10)
      expect([steps, task.done()]).toEqual([1, false])
      yield* end(task)
    }))
})

describe('pause of a parent', () => {
  it('holds its children and those they spawn', () =>
    virtually(function* () {
      const [child, grandchild]: [number[], number[]] = [[], []]
      const task = new Task(
        taskGroup(function* (group) {
          group.spawn(ticking(10, child))
          group.spawn(
            taskGroup(function* (inner) {
              inner.spawn(ticking(10, grandchild))
            }),
          )
        }),
      )
      yield* sleep(15)
      task.pause()
      yield* sleep(50)
      expect([child, grandchild]).toEqual([[10], [10]])
      task.resume()
      yield* sleep(15)
      expect([child, grandchild]).toEqual([
        [10, 65, 75],
        [10, 65, 75],
      ])
      yield* end(task)
    }))

  it('holds children that are spawned meanwhile from outside', () =>
    virtually(function* () {
      const groupReady = new Future<TaskGroup>()
      const ticks: number[] = []
      const task = new Task(
        taskGroup(function* (group) {
          groupReady.setResult(group)
          yield* sleep(1000)
        }),
      )
      const group = yield* groupReady
      task.pause()
      const late = group.spawn(ticking(10, ticks))
      expect(late.isHeld()).toBe(true)
      yield* sleep(50)
      expect(ticks).toEqual([])
      task.resume()
      yield* sleep(15)
      expect(ticks).toEqual([60])
      yield* end(task)
    }))

  it('and of a child of its own add up', () =>
    virtually(function* () {
      const ticks: number[] = []
      let child: Task<void> | undefined
      const task = new Task(
        taskGroup(function* (group) {
          child = group.spawn(ticking(10, ticks))
        }),
      )
      yield* sleep(1)
      child?.pause()
      task.pause()
      task.resume()
      yield* sleep(50)
      expect(ticks).toEqual([])
      task.pause()
      child?.resume()
      expect(() => child?.resume()).toThrow('not paused')
      yield* sleep(50)
      expect(ticks).toEqual([])
      task.resume()
      yield* sleep(1)
      expect(ticks).toEqual([101])
      yield* end(task)
    }))

  it('does not hold a Task that was made without a parent', () =>
    virtually(function* () {
      const ticks: number[] = []
      let free: Task<void> | undefined
      const task = new Task(
        (function* (): Coroutine<void> {
          free = new Task(ticking(10, ticks), { parent: null })
          yield* sleep(1000)
        })(),
      )
      yield* sleep(1)
      task.pause()
      yield* sleep(14)
      expect(ticks).toEqual([10])
      if (free !== undefined) yield* end(free)
      yield* end(task)
    }))
})

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
