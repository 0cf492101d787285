import { describe, expect, it } from 'vitest'
import {
  BoundedSemaphore,
  type Coroutine,
  createTask,
  Semaphore,
  sleep,
} from '../../src/main/kernel'
import { describeAcquirable } from './describe-acquirable'
import { end, virtually } from './virtually'

/** Notes its name each time it has a permit, and keeps it for a while. */
function* visit(semaphore: Semaphore, name: string, order: string[]): Coroutine<void> {
  yield* semaphore.acquire()
  order.push(name)
  yield* sleep(10)
  semaphore.release()
}

describeAcquirable('a Semaphore', () => new Semaphore(1))
describeAcquirable('a BoundedSemaphore', () => new BoundedSemaphore(1))

describe('Semaphore', () => {
  it('admits as many Tasks as it has permits', () =>
    virtually(function* () {
      const semaphore = new Semaphore(2)
      const order: string[] = []
      for (const name of ['a', 'b', 'c', 'd', 'e']) createTask(visit(semaphore, name, order))
      yield* sleep(5)
      expect(order).toEqual(['a', 'b'])
      yield* sleep(10)
      expect(order).toEqual(['a', 'b', 'c', 'd'])
      yield* sleep(20)
      expect([order.at(-1), semaphore.toString()]).toEqual(['e', 'Semaphore 2/2'])
    }))

  it('has one permit by default', () =>
    virtually(function* () {
      const semaphore = new Semaphore()
      yield* semaphore.acquire()
      expect(semaphore.locked()).toBe(true)
    }))

  it('may begin empty and be filled', () =>
    virtually(function* () {
      const semaphore = new Semaphore(0)
      const task = createTask(semaphore.acquire())
      yield* sleep(0)
      expect(semaphore.locked()).toBe(true)
      semaphore.release()
      semaphore.release()
      yield* task
      expect([semaphore.locked(), semaphore.toString()]).toEqual([false, 'Semaphore 1/0'])
    }))

  it('refuses a count that is no natural number', () => {
    for (const value of [-1, 1.5, Number.NaN]) {
      expect(() => new Semaphore(value)).toThrow(RangeError)
      expect(() => new BoundedSemaphore(value)).toThrow(RangeError)
    }
  })

  it('lets no newcomer overtake despite spare permits', () =>
    virtually(function* () {
      const semaphore = new Semaphore(2)
      const order: string[] = []
      yield* semaphore.acquire()
      yield* semaphore.acquire()
      createTask(visit(semaphore, 'first', order))
      yield* sleep(0)
      semaphore.release()
      semaphore.release()
      expect([semaphore.locked(), semaphore.toString()]).toEqual([true, 'Semaphore 1/2'])
      yield* visit(semaphore, 'newcomer', order)
      expect(order).toEqual(['first', 'newcomer'])
    }))

  it('takes the permit back without another waiter', () =>
    virtually(function* () {
      const semaphore = new Semaphore(1)
      yield* semaphore.acquire()
      const task = createTask(semaphore.acquire())
      yield* sleep(0)
      semaphore.release()
      yield* end(task)
      expect([semaphore.locked(), semaphore.toString()]).toEqual([false, 'Semaphore 1/1'])
    }))

  it('takes the permit back from an abandoned coroutine', () =>
    virtually(function* () {
      const semaphore = new Semaphore(1)
      yield* semaphore.acquire()
      const [woken, waiting] = [semaphore.acquire(), semaphore.acquire()]
      woken.next()
      waiting.next()
      expect(semaphore.toString()).toBe('Semaphore 0/1, 2 waiting')
      waiting.return()
      semaphore.release()
      woken.return()
      expect(semaphore.toString()).toBe('Semaphore 1/1')
    }))

  it('keeps the permit and place of a paused Task', () =>
    virtually(function* () {
      const semaphore = new Semaphore(1)
      const order: string[] = []
      yield* semaphore.acquire()
      const held = createTask(visit(semaphore, 'held', order))
      const next = createTask(visit(semaphore, 'next', order))
      yield* sleep(0)
      held.pause()
      semaphore.release()
      yield* sleep(20)
      expect([order, semaphore.toString()]).toEqual([[], 'Semaphore 0/1, 1 waiting'])
      held.resume()
      yield* next
      expect(order).toEqual(['held', 'next'])
    }))

  it('passes on the permit of a cancelled paused Task', () =>
    virtually(function* () {
      const semaphore = new Semaphore(1)
      yield* semaphore.acquire()
      const held = createTask(semaphore.acquire())
      const next = createTask(semaphore.acquire())
      yield* sleep(0)
      held.pause()
      semaphore.release()
      yield* sleep(20)
      held.cancel()
      yield* next
      expect(held.cancelled()).toBe(true)
    }))

  it('grants a free permit past a paused Task with one', () =>
    virtually(function* () {
      const semaphore = new Semaphore(2)
      yield* semaphore.acquire()
      yield* semaphore.acquire()
      const held = createTask(semaphore.acquire())
      yield* sleep(0)
      held.pause()
      semaphore.release()
      semaphore.release()
      yield* semaphore.acquire()
      expect([held.done(), semaphore.toString()]).toEqual([false, 'Semaphore 0/2'])
      held.resume()
      yield* held
    }))

  it('describes its permits and its waiters', () =>
    virtually(function* () {
      const semaphore = new Semaphore(4)
      yield* semaphore.acquire()
      yield* semaphore.acquire()
      expect(semaphore.toString()).toBe('Semaphore 2/4')
      const tasks = Array.from({ length: 5 }, () => createTask(semaphore.acquire()))
      yield* sleep(0)
      expect(semaphore.toString()).toBe('Semaphore 0/4, 3 waiting')
      expect(tasks[4]?.waitingFor()?.toString()).toBe('Semaphore 0/4, 3 waiting')
      tasks[3]?.cancel()
      semaphore.release()
      expect(semaphore.toString()).toBe('Semaphore 0/4, 1 waiting')
    }))
})

describe('BoundedSemaphore', () => {
  it('refuses more permits than it began with', () =>
    virtually(function* () {
      const semaphore = new BoundedSemaphore(2)
      yield* semaphore.acquire()
      semaphore.release()
      expect(() => semaphore.release()).toThrow(RangeError)
      expect(semaphore.toString()).toBe('BoundedSemaphore 2/2')
    }))
})
