import { describe, expect, it } from 'vitest'
import { CancelledError, type Coroutine, createTask, Lock, sleep } from '../../src/main/kernel'
import { end, thrownBy, virtually } from './virtually'

/** Notes its name each time it has the lock, and keeps it for a millisecond. */
function* visit(lock: Lock, name: string, order: string[]): Coroutine<void> {
  yield* lock.acquire()
  order.push(name)
  yield* sleep(1)
  lock.release()
}

describe('Lock', () => {
  it('lets one in at a time, in order', () =>
    virtually(function* () {
      const lock = new Lock()
      const order: string[] = []
      const tasks = ['a', 'b', 'c'].map((name) => createTask(visit(lock, name, order)))
      yield* sleep(0)
      expect([order, lock.locked()]).toEqual([['a'], true])
      for (const task of tasks) yield* task
      expect([order, lock.locked()]).toEqual([['a', 'b', 'c'], false])
    }))

  it('is not locked by a Task that never began', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* end(createTask(lock.acquire()))
      expect(lock.locked()).toBe(false)
    }))

  it('can be released by anyone, even from outside the loop', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      setImmediate(() => lock.release())
      yield* lock.acquire()
      expect(lock.locked()).toBe(true)
    }))

  it('refuses to be released when not locked', () =>
    virtually(function* () {
      const lock = new Lock()
      expect(() => lock.release()).toThrow('not locked')
      yield* lock.acquire()
      createTask(lock.acquire())
      yield* sleep(0)
      lock.release()
      expect(() => lock.release()).toThrow('not locked')
    }))

  it('lets nobody overtake the one that is next', () =>
    virtually(function* () {
      const lock = new Lock()
      const order: string[] = []
      yield* lock.acquire()
      createTask(visit(lock, 'first', order))
      yield* sleep(0)
      lock.release()
      yield* visit(lock, 'newcomer', order)
      expect(order).toEqual(['first', 'newcomer'])
    }))

  it('passes over a waiter that was cancelled', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      const first = createTask(lock.acquire())
      const second = createTask(lock.acquire())
      yield* sleep(0)
      first.cancel()
      lock.release()
      yield* second
      expect([first.cancelled(), lock.locked()]).toEqual([true, true])
    }))

  it('goes on to the next if the woken one is cancelled', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      const first = createTask(lock.acquire())
      const second = createTask(lock.acquire())
      yield* sleep(0)
      lock.release()
      first.cancel()
      yield* second
      expect([first.cancelled(), lock.locked()]).toEqual([true, true])
    }))

  it('is free again once all waiters are cancelled', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      const task = createTask(lock.acquire())
      yield* sleep(0)
      task.cancel()
      lock.release()
      yield* lock.acquire()
      expect(lock.locked()).toBe(true)
    }))

  it('does not hang on a held Task whose cancellation was taken back', () =>
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

  it('waits for a held Task it was handed to', () =>
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

  it('releases after with, however it ends', () =>
    virtually(function* () {
      const lock = new Lock()
      const broken = new Error('broken')
      const value = yield* lock.with(function* () {
        yield* sleep(1)
        return lock.locked()
      })
      expect([value, lock.locked()]).toEqual([true, false])
      const failing = lock.with(function* () {
        yield* sleep(1)
        throw broken
      })
      expect([yield* thrownBy(failing), lock.locked()]).toEqual([broken, false])
      const task = createTask(lock.with(() => sleep(100)))
      yield* sleep(1)
      expect(lock.locked()).toBe(true)
      yield* end(task)
      expect(lock.locked()).toBe(false)
    }))

  it('does not release after with what it never had', () =>
    virtually(function* () {
      const lock = new Lock()
      yield* lock.acquire()
      const task = createTask(lock.with(() => sleep(0)))
      yield* sleep(0)
      yield* end(task)
      expect(lock.locked()).toBe(true)
    }))

  it('tells its state and what waits for it', () =>
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
