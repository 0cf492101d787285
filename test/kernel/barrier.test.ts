import { describe, expect, it } from 'vitest'
import {
  Barrier,
  BrokenBarrierError,
  type Coroutine,
  createTask,
  sleep,
  type Task,
} from '../../src/main/kernel'
import { end, thrownBy, virtually } from './virtually'

/** Tasks that wait at a barrier, once each. */
function waitersAt(barrier: Barrier, count: number): Task<number>[] {
  return Array.from({ length: count }, () => createTask(barrier.wait()))
}

function* resultsOf<T>(tasks: readonly Task<T>[]): Coroutine<T[]> {
  const results: T[] = []
  for (const task of tasks) results.push(yield* task)
  return results
}

describe('Barrier', () => {
  it('lets all go on once all are there', () =>
    virtually(function* () {
      const barrier = new Barrier(3)
      const tasks = waitersAt(barrier, 2)
      yield* sleep(10)
      expect([tasks.some((task) => task.done()), barrier.nWaiting]).toEqual([false, 2])
      expect(yield* barrier.wait()).toBe(2)
      expect(yield* resultsOf(tasks)).toEqual([0, 1])
      expect([barrier.nWaiting, barrier.parties, barrier.broken]).toEqual([0, 3, false])
    }))

  it('lets them go on in the order in which they came', () =>
    virtually(function* () {
      const barrier = new Barrier(4)
      const order: number[] = []
      function* party(): Coroutine<void> {
        order.push(yield* barrier.wait())
      }
      const tasks = [0, 1, 2].map(() => createTask(party()))
      yield* sleep(1)
      if (tasks[0] !== undefined) yield* end(tasks[0])
      tasks.push(createTask(party()), createTask(party()))
      for (const task of tasks.slice(1)) yield* task
      expect(order).toEqual([3, 1, 2, 2])
    }))

  it('is used again and again', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const rounds: string[] = []
      function* party(name: string): Coroutine<void> {
        for (let round = 0; round < 3; round += 1) {
          yield* barrier.wait()
          rounds.push(`${name}${round}`)
        }
      }
      yield* resultsOf([createTask(party('a')), createTask(party('b'))])
      expect(rounds.map((entry) => entry.slice(1))).toEqual(['0', '0', '1', '1', '2', '2'])
    }))

  it('stops nobody with one party', () =>
    virtually(function* () {
      const barrier = new Barrier(1)
      expect([yield* barrier.wait(), yield* barrier.wait()]).toEqual([0, 0])
    }))

  it('refuses what is no number of parties', () => {
    for (const parties of [0, -1, 1.5]) expect(() => new Barrier(parties)).toThrow(RangeError)
  })

  it('begins the next round when all have gone on', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const [held] = waitersAt(barrier, 1)
      yield* sleep(1)
      held?.pause()
      yield* barrier.wait()
      expect(barrier.toString()).toBe('Barrier (draining)')
      const next = waitersAt(barrier, 2)
      yield* sleep(10)
      expect(next.some((task) => task.done())).toBe(false)
      expect(barrier.toString()).toBe('Barrier (draining), 2 waiting')
      held?.resume()
      expect(yield* resultsOf(next)).toEqual([0, 1])
    }))

  it('gives the next round to those who waited for it', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const again = createTask(
        (function* (): Coroutine<void> {
          yield* barrier.wait()
          yield* barrier.wait()
        })(),
      )
      yield* sleep(1)
      again.pause()
      yield* barrier.wait()
      const tasks = waitersAt(barrier, 4)
      yield* sleep(1)
      again.resume()
      yield* sleep(10)
      const results = tasks.map((task) => (task.done() ? task.result() : 'waits'))
      expect([results, again.done()]).toEqual([[0, 1, 0, 1], false])
    }))

  it('goes on waiting for the rest if one is cancelled', () =>
    virtually(function* () {
      const barrier = new Barrier(3)
      const [first, second] = waitersAt(barrier, 2)
      yield* sleep(1)
      first?.cancel()
      yield* sleep(1)
      expect([barrier.nWaiting, barrier.broken]).toEqual([1, false])
      const rest = waitersAt(barrier, 2)
      yield* resultsOf(rest)
      yield* second ?? sleep(0)
      expect(first?.cancelled()).toBe(true)
    }))

  it('gives the place of one cancelled before its round to another', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const [held] = waitersAt(barrier, 1)
      yield* sleep(1)
      held?.pause()
      yield* barrier.wait()
      const tasks = waitersAt(barrier, 3)
      yield* sleep(1)
      tasks[0]?.pause()
      held?.resume()
      yield* sleep(10)
      expect(barrier.toString()).toBe('Barrier 1/2, 1 waiting')
      tasks[0]?.cancel()
      expect(yield* resultsOf(tasks.slice(1))).toEqual([0, 1])
    }))

  it('throws at all after abort', () =>
    virtually(function* () {
      const barrier = new Barrier(3)
      const waiting = createTask(thrownBy(barrier.wait()))
      yield* sleep(1)
      yield* barrier.abort()
      expect([barrier.broken, barrier.nWaiting]).toEqual([true, 0])
      expect(yield* waiting).toBeInstanceOf(BrokenBarrierError)
      expect(yield* thrownBy(barrier.wait())).toBeInstanceOf(BrokenBarrierError)
    }))

  it('throws after abort also at those before the next round', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const [held] = waitersAt(barrier, 1)
      yield* sleep(1)
      held?.pause()
      yield* barrier.wait()
      const next = createTask(thrownBy(barrier.wait()))
      yield* sleep(1)
      yield* barrier.abort()
      expect(yield* next).toBeInstanceOf(BrokenBarrierError)
    }))

  it('throws at those who wait on reset, then begins anew', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const waiting = createTask(thrownBy(barrier.wait()))
      yield* sleep(1)
      yield* barrier.reset()
      const next = waitersAt(barrier, 2)
      expect(barrier.toString()).toBe('Barrier (resetting)')
      expect(yield* waiting).toBeInstanceOf(BrokenBarrierError)
      expect(yield* resultsOf(next)).toEqual([0, 1])
    }))

  it('is mended by reset', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      yield* barrier.abort()
      yield* barrier.reset()
      expect(barrier.broken).toBe(false)
      expect(yield* resultsOf(waitersAt(barrier, 2))).toEqual([0, 1])
    }))

  it('keeps the line for the next round through a reset', () =>
    virtually(function* () {
      const barrier = new Barrier(2)
      const held = createTask(thrownBy(barrier.wait()))
      yield* sleep(1)
      held.pause()
      yield* barrier.wait()
      const tasks = waitersAt(barrier, 3)
      yield* sleep(1)
      yield* barrier.abort()
      yield* barrier.reset()
      yield* sleep(1)
      expect(barrier.toString()).toBe('Barrier (resetting), 3 waiting')
      held.resume()
      expect(yield* held).toBeInstanceOf(BrokenBarrierError)
      yield* sleep(1)
      const results = tasks.map((task) => (task.done() ? task.result() : 'waits'))
      expect(results).toEqual([0, 1, 'waits'])
    }))

  it('tells its state and what waits for it', () =>
    virtually(function* () {
      const barrier = new Barrier(3)
      const [task] = waitersAt(barrier, 1)
      expect(barrier.toString()).toBe('Barrier 0/3')
      yield* sleep(1)
      expect(barrier.toString()).toBe('Barrier 1/3')
      expect(task?.waitingFor()?.toString()).toBe('Barrier 1/3')
      const seen = createTask(thrownBy(task?.[Symbol.iterator]() ?? sleep(0)))
      yield* barrier.abort()
      yield* seen
      expect(barrier.toString()).toBe('Barrier (broken)')
    }))
})
