import { describe, expect, it } from 'vitest'
import { CancelledError, type Coroutine, Event, sleep, Task } from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

describe('Event', () => {
  it('wakes waiters in order', () =>
    virtually(function* () {
      const event = new Event()
      const order: string[] = []
      function* waiting(name: string): Coroutine<void> {
        yield* event.wait()
        order.push(name)
      }
      const tasks = ['a', 'b', 'c'].map((name) => new Task(waiting(name)))
      yield* sleep(10)
      expect(order).toEqual([])
      event.set()
      for (const task of tasks) yield* task
      expect(order).toEqual(['a', 'b', 'c'])
    }))

  it('does not hold up those who come while it is set', () =>
    virtually(function* () {
      const event = new Event()
      event.set()
      event.set()
      yield* event.wait()
      expect(event.isSet()).toBe(true)
    }))

  it('holds up those who come after clear', () =>
    virtually(function* () {
      const event = new Event()
      event.set()
      event.clear()
      const task = new Task(event.wait())
      yield* sleep(10)
      expect([event.isSet(), task.done()]).toEqual([false, false])
      event.set()
      yield* task
    }))

  it('wakes those it was set for even if cleared at once', () =>
    virtually(function* () {
      const event = new Event()
      const task = new Task(event.wait())
      yield* sleep(0)
      event.set()
      event.clear()
      yield* task
      expect(event.isSet()).toBe(false)
    }))

  it('forgets a cancelled waiter and wakes the others', () =>
    virtually(function* () {
      const event = new Event()
      const cancelled = new Task(event.wait())
      const other = new Task(event.wait())
      yield* sleep(0)
      cancelled.cancel()
      event.set()
      expect(yield* thrownBy(cancelled[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      yield* other
    }))

  it('lets a cancellation win that comes with the set', () =>
    virtually(function* () {
      const event = new Event()
      const task = new Task(event.wait())
      yield* sleep(0)
      event.set()
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))

  it('can be set from outside the loop', () =>
    virtually(function* () {
      const event = new Event()
      setImmediate(() => event.set())
      yield* event.wait()
    }))
  it('keeps what a held Task was woken for', () =>
    virtually(function* () {
      const event = new Event()
      const task = new Task(event.wait())
      yield* sleep(0)
      task.pause()
      event.set()
      event.clear()
      yield* sleep(10)
      task.resume()
      yield* task
      expect(event.isSet()).toBe(false)
    }))

  it('tells its state and what waits for it', () =>
    virtually(function* () {
      const event = new Event()
      const task = new Task(event.wait())
      yield* sleep(0)
      expect(event.toString()).toBe('Event, 1 waiting')
      expect(task.waitingFor()?.toString()).toBe('Event, 1 waiting')
      event.set()
      expect(event.toString()).toBe('Event (set)')
    }))

  it('bears the name of what has to happen', () => {
    expect(new Event('bytes').toString()).toBe('bytes')
  })
})
