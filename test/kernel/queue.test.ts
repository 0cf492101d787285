import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  createTask,
  Queue,
  QueueEmpty,
  QueueFull,
  run,
  sleep,
  type Task,
  VirtualClock,
} from '../../src/main/kernel'
import { virtually } from './virtually'

function gettersOf<T>(queue: Queue<T>, count: number): Task<T>[] {
  return Array.from({ length: count }, () => createTask(queue.get()))
}

/** What Tasks returned, those that are not done as a dash. */
function resultsOf(tasks: readonly Task<unknown>[]): unknown[] {
  return tasks.map((task) => (task.done() ? task.result() : '-'))
}

describe('Queue', () => {
  it('hands out first what came first', () =>
    virtually(function* () {
      const queue = new Queue<number>()
      const numbers = Array.from({ length: 200 }, (_, number) => number)
      for (const number of numbers) yield* queue.put(number)
      const got: number[] = []
      while (!queue.empty()) got.push(yield* queue.get())
      expect(got).toEqual(numbers)
    }))

  it('keeps its order while items come and go', () =>
    virtually(function* () {
      const queue = new Queue<number>()
      const got: number[] = []
      for (let number = 0; number < 300; number += 1) {
        queue.putNowait(number)
        if (number % 3 > 0) got.push(queue.getNowait())
      }
      while (!queue.empty()) got.push(queue.getNowait())
      expect(got).toEqual(Array.from({ length: 300 }, (_, number) => number))
    }))

  it('holds undefined like any other item', () =>
    virtually(function* () {
      const queue = new Queue<undefined>()
      queue.putNowait(undefined)
      expect(queue.qsize()).toBe(1)
      expect([yield* queue.get(), queue.empty()]).toEqual([undefined, true])
    }))

  it('lets getters wait for items, in order', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const tasks = gettersOf(queue, 3)
      yield* sleep(1)
      queue.putNowait('a')
      yield* sleep(1)
      expect(resultsOf(tasks)).toEqual(['a', '-', '-'])
      queue.putNowait('b')
      queue.putNowait('c')
      yield* sleep(1)
      expect(resultsOf(tasks)).toEqual(['a', 'b', 'c'])
    }))

  it('lets putters wait for room, in order', () =>
    virtually(function* () {
      const queue = new Queue<number>(2)
      const tasks = [1, 2, 3, 4].map((item) => createTask(queue.put(item)))
      yield* sleep(1)
      expect(tasks.map((task) => task.done())).toEqual([true, true, false, false])
      expect([queue.full(), queue.qsize()]).toEqual([true, 2])
      const got: number[] = []
      for (let count = 0; count < 4; count += 1) got.push(yield* queue.get())
      expect(got).toEqual([1, 2, 3, 4])
    }))

  it('is never full without a limit', () =>
    virtually(function* () {
      for (const queue of [new Queue<number>(), new Queue<number>(-1)]) {
        for (let item = 0; item < 100; item += 1) queue.putNowait(item)
        expect([queue.full(), queue.qsize()]).toEqual([false, 100])
      }
    }))

  it('does not wait with putNowait and getNowait', () => {
    const queue = new Queue<number>(1)
    expect(() => queue.getNowait()).toThrow(QueueEmpty)
    queue.putNowait(1)
    expect(() => queue.putNowait(2)).toThrow(QueueFull)
    expect([queue.getNowait(), queue.maxSize, queue.empty()]).toEqual([1, 1, true])
  })

  it('lets no newcomer overtake a woken getter', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const [waiting] = gettersOf(queue, 1)
      yield* sleep(1)
      queue.putNowait('a')
      createTask(queue.put('b'))
      expect(yield* queue.get()).toBe('b')
      expect(waiting?.result()).toBe('a')
    }))

  it('lets no newcomer overtake a woken putter', () =>
    virtually(function* () {
      const queue = new Queue<string>(1)
      queue.putNowait('first')
      createTask(queue.put('waited'))
      yield* sleep(1)
      queue.getNowait()
      const getting = createTask(queue.get())
      yield* queue.put('newcomer')
      expect([yield* getting, queue.getNowait()]).toEqual(['waited', 'newcomer'])
    }))

  it('serves a newcomer behind a woken getter if there is enough', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const [held] = gettersOf(queue, 1)
      yield* sleep(1)
      held?.pause()
      queue.putNowait('a')
      queue.putNowait('b')
      expect(yield* queue.get()).toBe('a')
      const second = createTask(queue.get())
      yield* sleep(1)
      expect([second.done(), queue.toString()]).toEqual([false, 'Queue 1, 1 getting'])
      held?.resume()
      expect(yield* held ?? sleep(0)).toBe('b')
    }))

  it('keeps the place of a getter that getNowait overtook', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const tasks = gettersOf(queue, 3)
      yield* sleep(1)
      for (let times = 0; times < 2; times += 1) {
        queue.putNowait('a')
        queue.putNowait('b')
        expect([queue.getNowait(), queue.getNowait()]).toEqual(['a', 'b'])
        yield* sleep(1)
      }
      for (const item of ['c', 'd', 'e']) {
        queue.putNowait(item)
        yield* sleep(1)
      }
      expect(resultsOf(tasks)).toEqual(['c', 'd', 'e'])
    }))

  it('keeps the place of a putter that putNowait overtook', () =>
    virtually(function* () {
      const queue = new Queue<string>(1)
      queue.putNowait('a')
      createTask(queue.put('b'))
      createTask(queue.put('c'))
      yield* sleep(1)
      const got = [queue.getNowait()]
      queue.putNowait('overtakes')
      yield* sleep(1)
      for (let count = 0; count < 3; count += 1) got.push(yield* queue.get())
      expect(got).toEqual(['a', 'overtakes', 'b', 'c'])
    }))

  it('loses no item with a cancelled getter', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const [first, second] = gettersOf(queue, 2)
      yield* sleep(1)
      queue.putNowait('a')
      first?.cancel()
      expect(yield* second ?? sleep(0)).toBe('a')
      expect(first?.cancelled()).toBe(true)
    }))

  it('puts nothing in for a cancelled putter', () =>
    virtually(function* () {
      const queue = new Queue<string>(1)
      queue.putNowait('a')
      const first = createTask(queue.put('b'))
      const second = createTask(queue.put('c'))
      yield* sleep(1)
      queue.getNowait()
      first.cancel()
      yield* second
      expect([first.cancelled(), queue.getNowait(), queue.empty()]).toEqual([true, 'c', true])
    }))

  it('passes over those who were cancelled', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const [first, second] = gettersOf(queue, 2)
      yield* sleep(1)
      first?.cancel()
      queue.putNowait('a')
      expect(yield* second ?? sleep(0)).toBe('a')
    }))

  it('keeps an item for a held Task', () =>
    virtually(function* () {
      const queue = new Queue<string>()
      const [held] = gettersOf(queue, 1)
      yield* sleep(1)
      held?.pause()
      queue.putNowait('a')
      const newcomer = createTask(queue.get())
      yield* sleep(10)
      expect(newcomer.done()).toBe(false)
      held?.resume()
      yield* sleep(1)
      expect(resultsOf([held ?? newcomer, newcomer])).toEqual(['a', '-'])
    }))

  it('can be filled and emptied from outside the loop', () =>
    virtually(function* () {
      const queue = new Queue<string>(1)
      setImmediate(() => queue.putNowait('a'))
      expect(yield* queue.get()).toBe('a')
      queue.putNowait('b')
      setImmediate(() => queue.getNowait())
      yield* queue.put('c')
      expect(queue.getNowait()).toBe('c')
    }))

  it('joins once every item is done', () =>
    virtually(function* () {
      const queue = new Queue<number>()
      yield* queue.join()
      queue.putNowait(1)
      queue.putNowait(2)
      const joined = createTask(queue.join())
      queue.getNowait()
      queue.getNowait()
      queue.taskDone()
      yield* sleep(1)
      expect(joined.done()).toBe(false)
      queue.taskDone()
      yield* joined
      expect(() => queue.taskDone()).toThrow(RangeError)
    }))

  it('wakes joiners even if more is put in at once', () =>
    virtually(function* () {
      const queue = new Queue<number>()
      queue.putNowait(1)
      const joined = createTask(queue.join())
      yield* sleep(1)
      queue.taskDone()
      queue.putNowait(2)
      yield* joined
    }))

  it('tells its items and what waits for them', () =>
    virtually(function* () {
      const queue = new Queue<number>(2)
      const [getter] = gettersOf(queue, 1)
      yield* sleep(1)
      expect(queue.toString()).toBe('Queue 0/2, 1 getting')
      expect(getter?.waitingFor()?.toString()).toBe('Queue 0/2, 1 getting')
      for (let item = 0; item < 2; item += 1) yield* queue.put(item)
      yield* sleep(1)
      const putters = [2, 3, 4].map((item) => createTask(queue.put(item)))
      const joining = createTask(queue.join())
      yield* sleep(1)
      expect(queue.toString()).toBe('Queue 2/2, 2 putting')
      expect(joining.waitingFor()?.toString()).toBe(
        'the end of 3 unfinished in Queue 2/2, 2 putting',
      )
      for (const putter of putters) putter.cancel()
      expect([queue.toString(), new Queue().toString()]).toEqual(['Queue 2/2', 'Queue 0'])
    }))
})

const moment = fc.record({ ms: fc.nat(4), turns: fc.nat(3) })
const user = fc.record({
  comesAfter: moment,
  cancelledAfter: fc.option(moment),
  pausedAfter: fc.option(moment),
  waits: fc.boolean(),
})

describe('any putters and getters', () => {
  it('lose no item and leave no waiter behind', async () => {
    const users = fc.array(user, { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(users, users, fc.nat(3), fc.nat(), async (putters, getters, size, seed) => {
        function* main(): Coroutine<void> {
          const queue = new Queue<number>(size)
          const put: number[] = []
          const got: number[] = []
          const tasks = [
            ...putters.map((one, item) => start(one, () => putInto(queue, item, one.waits, put))),
            ...getters.map((one) => start(one, () => getFrom(queue, one.waits, got))),
          ]
          yield* sleep(100)
          const waiting = tasks.filter((task) => !task.done()).length
          const served = queue.toString()
          while (!queue.empty()) got.push(queue.getNowait())
          expect(got.toSorted()).toEqual(put.toSorted())
          if (waiting > 0)
            expect(served).toMatch(/^Queue (0(\/\d)?, \d getting|(\d)\/\3, \d putting)$/)
        }
        await run(main(), { clock: new VirtualClock(), seed })
      }),
      { numRuns: 100 },
    )
  })
})

type User = typeof user extends fc.Arbitrary<infer U> ? U : never

function* reach({ ms, turns }: User['comesAfter']): Coroutine<void> {
  yield* sleep(ms)
  for (let turn = 0; turn < turns; turn += 1) yield undefined
}

function start(one: User, body: () => Coroutine<void>): Task<void> {
  const task = createTask(
    (function* (): Coroutine<void> {
      yield* reach(one.comesAfter)
      yield* body()
    })(),
  )
  const { cancelledAfter, pausedAfter } = one
  if (cancelledAfter !== null) createTask(afterwards(cancelledAfter, () => task.cancel()))
  if (pausedAfter !== null) {
    createTask(afterwards(pausedAfter, () => task.pause()))
    createTask(afterwards({ ms: 20, turns: 0 }, () => task.resume()))
  }
  return task
}

function* afterwards(when: User['comesAfter'], does: () => void): Coroutine<void> {
  yield* reach(when)
  does()
}

function* putInto(
  queue: Queue<number>,
  item: number,
  waits: boolean,
  put: number[],
): Coroutine<void> {
  if (waits) yield* queue.put(item)
  else if (queue.full()) return
  else queue.putNowait(item)
  put.push(item)
}

function* getFrom(queue: Queue<number>, waits: boolean, got: number[]): Coroutine<void> {
  if (waits) got.push(yield* queue.get())
  else if (!queue.empty()) got.push(queue.getNowait())
}
