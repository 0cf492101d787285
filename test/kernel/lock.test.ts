import { describe, expect, it } from 'vitest'
import { CancelledError, type Coroutine, createTask, Lock, sleep } from '../../src/main/kernel'
import { describeAcquirable } from './describe-acquirable'
import { thrownBy, virtually } from './virtually'

/** Notes its name each time it has the lock, and keeps it for a millisecond. */
function* visit(lock: Lock, name: string, order: string[]): Coroutine<void> {
  yield* lock.acquire()
  order.push(name)
  yield* sleep(1)
  lock.release()
}

describeAcquirable('a Lock', () => new Lock())

describe('Lock', () => {
  it('refuses a release when not locked', () =>
    virtually(function* () {
      const lock = new Lock()
      expect(() => lock.release()).toThrow('not locked')
      yield* lock.acquire()
      createTask(lock.acquire())
      yield* sleep(0)
      lock.release()
      expect(() => lock.release()).toThrow('not locked')
    }))

  it('survives a paused Task whose cancellation was taken back', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      const held = createTask(thrownBy(lock.acquire()))
      const next = createTask(lock.acquire())
      yield* sleep(0)
      held.pause()
      held.cancel()
      held.uncancel()
      yield* sleep(1)
      lock.release()
      yield* next
      held.resume()
      expect(yield* held).toBeInstanceOf(CancelledError)
      expect(lock.locked()).toBe(true)
    }))

  it('says that it is handed on to a paused Task', () =>
    virtually(function* () {
      const lock = new Lock()
      const order: string[] = []
      yield* lock.acquire()
      const held = createTask(visit(lock, 'held', order))
      const next = createTask(visit(lock, 'next', order))
      yield* sleep(0)
      held.pause()
      lock.release()
      yield* sleep(10)
      expect([order, lock.toString()]).toEqual([[], 'Lock (handed on), 1 waiting'])
      held.resume()
      yield* next
      expect(order).toEqual(['held', 'next'])
    }))

  it('describes its state and its waiters', () =>
    virtually(function* () {
      const lock = new Lock()
      expect(lock.toString()).toBe('Lock')
      yield* lock.acquire()
      const task = createTask(lock.acquire())
      yield* sleep(0)
      expect(lock.toString()).toBe('Lock (locked), 1 waiting')
      expect(task.waitingFor()?.toString()).toBe('Lock (locked), 1 waiting')
      task.cancel()
      expect(lock.toString()).toBe('Lock (locked)')
    }))
})
