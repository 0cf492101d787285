import { describe, expect, it } from 'vitest'
import { type Coroutine, createTask, sleep } from '../../src/main/kernel'
import type { Acquirable } from '../../src/main/kernel/sync/acquirable'
import { end, thrownBy, virtually } from './virtually'

type Mutex = Acquirable & { locked(): boolean }

/** Notes its name each time it has acquired `mutex`, and keeps it for a millisecond. */
function* visit(mutex: Mutex, name: string, order: string[]): Coroutine<void> {
  yield* mutex.acquire()
  order.push(name)
  yield* sleep(1)
  mutex.release()
}

/** What Lock, Condition, and a Semaphore with one permit promise alike. */
export function describeAcquirable(name: string, make: () => Mutex): void {
  describe(`${name}, like every Acquirable`, () => {
    it('admits one Task at a time, in order', () =>
      virtually(function* () {
        const mutex = make()
        const order: string[] = []
        const tasks = ['a', 'b', 'c'].map((visitor) => createTask(visit(mutex, visitor, order)))
        yield* sleep(0)
        expect([order, mutex.locked()]).toEqual([['a'], true])
        for (const task of tasks) yield* task
        expect([order, mutex.locked()]).toEqual([['a', 'b', 'c'], false])
      }))

    it('stays free when a Task never began', () =>
      virtually(function* () {
        const mutex = make()
        yield* end(createTask(mutex.acquire()))
        expect(mutex.locked()).toBe(false)
      }))

    it('is released from outside the loop', () =>
      virtually(function* () {
        const mutex = make()
        yield* mutex.acquire()
        setImmediate(() => mutex.release())
        yield* mutex.acquire()
        expect(mutex.locked()).toBe(true)
      }))

    it('lets no newcomer overtake a waiting Task', () =>
      virtually(function* () {
        const mutex = make()
        const order: string[] = []
        yield* mutex.acquire()
        createTask(visit(mutex, 'first', order))
        yield* sleep(0)
        mutex.release()
        yield* visit(mutex, 'newcomer', order)
        expect(order).toEqual(['first', 'newcomer'])
      }))

    it('passes over a cancelled waiter', () =>
      virtually(function* () {
        const mutex = make()
        yield* mutex.acquire()
        const first = createTask(mutex.acquire())
        const second = createTask(mutex.acquire())
        yield* sleep(0)
        first.cancel()
        mutex.release()
        yield* second
        expect([first.cancelled(), mutex.locked()]).toEqual([true, true])
      }))

    it('wakes the next Task when the woken one is cancelled', () =>
      virtually(function* () {
        const mutex = make()
        yield* mutex.acquire()
        const first = createTask(mutex.acquire())
        const second = createTask(mutex.acquire())
        yield* sleep(0)
        mutex.release()
        first.cancel()
        yield* second
        expect([first.cancelled(), mutex.locked()]).toEqual([true, true])
      }))

    it('is free once every waiter is cancelled', () =>
      virtually(function* () {
        const mutex = make()
        yield* mutex.acquire()
        const task = createTask(mutex.acquire())
        yield* sleep(0)
        task.cancel()
        mutex.release()
        yield* mutex.acquire()
        expect(mutex.locked()).toBe(true)
      }))

    it('waits for a paused Task whose turn it is', () =>
      virtually(function* () {
        const mutex = make()
        const order: string[] = []
        yield* mutex.acquire()
        const paused = createTask(visit(mutex, 'paused', order))
        const next = createTask(visit(mutex, 'next', order))
        yield* sleep(0)
        paused.pause()
        mutex.release()
        yield* sleep(10)
        expect(order).toEqual([])
        paused.resume()
        yield* next
        expect(order).toEqual(['paused', 'next'])
      }))

    it('is released after with, however that ends', () =>
      virtually(function* () {
        const mutex = make()
        const broken = new Error('broken')
        const value = yield* mutex.with(function* () {
          yield* sleep(1)
          return mutex.locked()
        })
        expect([value, mutex.locked()]).toEqual([true, false])
        const failing = mutex.with(function* () {
          yield* sleep(1)
          throw broken
        })
        expect([yield* thrownBy(failing), mutex.locked()]).toEqual([broken, false])
        const task = createTask(mutex.with(() => sleep(100)))
        yield* sleep(1)
        expect(mutex.locked()).toBe(true)
        yield* end(task)
        expect(mutex.locked()).toBe(false)
      }))

    it('is not released by a with that never acquired it', () =>
      virtually(function* () {
        const mutex = make()
        yield* mutex.acquire()
        const task = createTask(mutex.with(() => sleep(0)))
        yield* sleep(0)
        yield* end(task)
        expect(mutex.locked()).toBe(true)
      }))
  })
}
