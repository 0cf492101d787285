import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  currentTask,
  Future,
  runningLoop,
  sleep,
  Task,
  type TaskGroup,
  taskGroup,
} from '../../src/main/kernel'
import { ticking } from './ticking'
import { end, thrownBy, virtually } from './virtually'

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

  it('may be taken back after the Task is done', () =>
    virtually(function* () {
      let child: Task<void> | undefined
      const parent = new Task(
        taskGroup(function* (group) {
          child = group.spawn(sleep(10))
          yield* sleep(100)
        }),
      )
      yield* sleep(1)
      child?.pause()
      child?.cancel()
      yield* sleep(1)
      parent.pause()
      expect(child?.done()).toBe(true)
      child?.resume()
      expect(() => child?.resume()).toThrow('not paused')
      parent.resume()
      yield* parent
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
