import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  Condition,
  type Coroutine,
  createTask,
  Lock,
  sleep,
  type Task,
} from '../../src/main/kernel'
import { describeAcquirable } from './describe-acquirable'
import { end, thrownBy, virtually } from './virtually'

/** Notes its name each time it was notified. */
function* awaitNotice(condition: Condition, name: string, order: string[]): Coroutine<void> {
  yield* condition.with(() => condition.wait())
  order.push(name)
}

function waitersOf(condition: Condition, names: string[], order: string[]): Task<void>[] {
  return names.map((name) => createTask(awaitNotice(condition, name, order), name))
}

describeAcquirable('a Condition', () => new Condition())

describe('Condition', () => {
  it('wakes the given number of Tasks, in order', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      waitersOf(condition, ['a', 'b', 'c', 'd'], order)
      yield* sleep(1)
      yield* condition.acquire()
      condition.notify()
      condition.release()
      yield* sleep(1)
      expect(order).toEqual(['a'])
      yield* condition.acquire()
      condition.notify(2)
      condition.release()
      yield* sleep(1)
      expect(order).toEqual(['a', 'b', 'c'])
    }))

  it('wakes every Task with notifyAll', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      waitersOf(condition, ['a', 'b', 'c'], order)
      yield* sleep(1)
      yield* condition.acquire()
      condition.notifyAll()
      condition.release()
      yield* sleep(1)
      expect(order).toEqual(['a', 'b', 'c'])
    }))

  it('drops a notification without a waiter', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      yield* condition.acquire()
      condition.notify()
      condition.release()
      const [task] = waitersOf(condition, ['late'], order)
      yield* sleep(1)
      expect([order, task?.done()]).toEqual([[], false])
    }))

  it('releases the lock only while it waits', () =>
    virtually(function* () {
      const condition = new Condition()
      const task = createTask(
        condition.with(function* () {
          yield* condition.wait()
          return condition.locked()
        }),
      )
      yield* sleep(1)
      expect(condition.locked()).toBe(false)
      yield* condition.acquire()
      condition.notify()
      yield* sleep(10)
      expect(task.done()).toBe(false)
      condition.release()
      expect(yield* task).toBe(true)
      expect(condition.locked()).toBe(false)
    }))

  it('refuses to wait or notify without the lock', () =>
    virtually(function* () {
      const condition = new Condition()
      expect(yield* thrownBy(condition.wait())).toEqual(
        new Error('wait needs the lock of the Condition'),
      )
      expect(() => condition.notify()).toThrow('notify needs the lock')
      expect(() => condition.notifyAll()).toThrow('notify needs the lock')
    }))

  it('shares a lock with another Condition', () =>
    virtually(function* () {
      const lock = new Lock()
      const [full, empty] = [new Condition(lock), new Condition(lock)]
      const order: string[] = []
      waitersOf(full, ['full'], order)
      waitersOf(empty, ['empty'], order)
      yield* sleep(1)
      yield* lock.acquire()
      expect([full.locked(), empty.locked()]).toEqual([true, true])
      empty.notifyAll()
      full.release()
      yield* sleep(1)
      expect([order, lock.locked()]).toEqual([['empty'], false])
    }))

  it('notifies from outside the loop', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      const [task] = waitersOf(condition, ['woken'], order)
      yield* sleep(1)
      yield* condition.acquire()
      setImmediate(() => {
        condition.notify()
        condition.release()
      })
      yield* task ?? sleep(0)
      expect(order).toEqual(['woken'])
    }))

  it('waits for a predicate and returns its value', () =>
    virtually(function* () {
      const condition = new Condition()
      let stock = 0
      const task = createTask(condition.with(() => condition.waitFor(() => stock > 1 && stock)))
      for (const delivered of [1, 2]) {
        yield* sleep(1)
        expect(task.done()).toBe(false)
        yield* condition.with(function* () {
          stock = delivered
          condition.notify()
        })
      }
      expect(yield* task).toBe(2)
    }))

  it('does not wait for a true predicate', () =>
    virtually(function* () {
      const condition = new Condition()
      yield* condition.acquire()
      expect(yield* condition.waitFor(() => 'here')).toBe('here')
    }))

  it('reacquires the lock before a cancellation propagates', () =>
    virtually(function* () {
      const condition = new Condition()
      let lockedInCatch = false
      const task = createTask(
        condition.with(function* () {
          try {
            yield* condition.wait()
          } catch (error) {
            lockedInCatch = condition.locked()
            throw error
          }
        }),
      )
      yield* sleep(1)
      yield* condition.acquire()
      task.cancel()
      yield* sleep(10)
      expect(task.done()).toBe(false)
      condition.release()
      yield* thrownBy(task[Symbol.iterator]())
      expect([lockedInCatch, task.cancelled(), condition.locked()]).toEqual([true, true, false])
    }))

  it('reacquires the lock despite repeated cancellation', () =>
    virtually(function* () {
      const condition = new Condition()
      const task = createTask(condition.with(() => condition.wait()))
      yield* sleep(1)
      yield* condition.acquire()
      for (const message of ['first', 'second', 'third']) {
        task.cancel(message)
        yield* sleep(1)
      }
      condition.release()
      const error = yield* thrownBy(task[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect([(error as CancelledError).message, condition.locked()]).toEqual(['third', false])
    }))

  it('passes on the notification of a cancelled waiter', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      const [first, second] = waitersOf(condition, ['first', 'second'], order)
      yield* sleep(1)
      yield* condition.acquire()
      condition.notify()
      first?.cancel()
      condition.release()
      yield* second ?? sleep(0)
      expect([order, first?.cancelled()]).toEqual([['second'], true])
    }))

  it('passes it on when cancelled at the lock', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      const [first, second] = waitersOf(condition, ['first', 'second'], order)
      yield* sleep(1)
      yield* condition.acquire()
      condition.notify()
      yield* sleep(1)
      first?.cancel()
      condition.release()
      yield* second ?? sleep(0)
      expect([order, first?.cancelled()]).toEqual([['second'], true])
    }))

  it('does not notify a cancelled waiter', () =>
    virtually(function* () {
      const condition = new Condition()
      const order: string[] = []
      const [first, second] = waitersOf(condition, ['first', 'second'], order)
      yield* sleep(1)
      if (first !== undefined) yield* end(first)
      yield* condition.with(function* () {
        condition.notify()
      })
      yield* second ?? sleep(0)
      expect(order).toEqual(['second'])
    }))

  it('describes its state and its waiters', () =>
    virtually(function* () {
      const condition = new Condition()
      const [task] = waitersOf(condition, ['waiting'], [])
      expect(condition.toString()).toBe('Condition')
      yield* sleep(1)
      yield* condition.acquire()
      expect(condition.toString()).toBe('Condition (locked), 1 waiting')
      expect(task?.waitingFor()?.toString()).toBe('Condition (locked), 1 waiting')
      condition.notify()
      yield* sleep(1)
      expect(task?.waitingFor()?.toString()).toBe('Lock (locked), 1 waiting')
      condition.release()
    }))
})
