import { describe, expect, it } from 'vitest'
import { Throttle } from '../../src/main/engine/connections/throttle'
import {
  type Coroutine,
  createTask,
  runningLoop,
  sleep,
  type Task,
  taskGroup,
} from '../../src/main/kernel'
import { end, virtually } from '../kernel/virtually'

const KIB = 1024

/** Takes as a connection does to which a server sends without end; counts what it got. */
class Taker {
  bytes = 0
  readonly task: Task<void>

  constructor(throttle: Throttle, wantedBytes = 64 * KIB) {
    this.task = createTask(this.#take(throttle, wantedBytes))
  }

  *#take(throttle: Throttle, wantedBytes: number): Coroutine<void> {
    for (;;) {
      this.bytes += yield* throttle.take(wantedBytes)
      yield* sleep(0)
    }
  }
}

const takers = (throttle: Throttle, count: number): Taker[] =>
  Array.from({ length: count }, () => new Taker(throttle))

function* endAll(all: readonly Taker[]): Coroutine<void> {
  for (const { task } of all) yield* end(task)
}

const total = (all: readonly Taker[]): number => all.reduce((sum, { bytes }) => sum + bytes, 0)

describe('Throttle', () => {
  it('without a limit lets everything pass at once', () =>
    virtually(function* () {
      const throttle = new Throttle(null)
      expect(yield* throttle.take(1e9)).toBe(1e9)
      expect(runningLoop().now()).toBe(0)
    }))

  it.each([
    [700, 1],
    [50 * KIB, 3],
    [1024 * KIB, 8],
    [300 * 1024 * KIB, 64],
  ])(
    'keeps to %i bytes per second, but for three in a hundred, over 10 s with %i connections',
    (limit, count) =>
      virtually(function* () {
        const all = takers(new Throttle(limit), count)
        yield* sleep(10_000)
        expect(Math.abs(total(all) / (10 * limit) - 1)).toBeLessThan(0.03)
        yield* endAll(all)
      }),
  )

  it('gives all connections the same, however much they ask for', () =>
    virtually(function* () {
      const throttle = new Throttle(100 * KIB)
      const all = [3, 64, 64, 1024].map((kib) => new Taker(throttle, kib * KIB))
      yield* sleep(1_000)
      const [small, ...others] = all.map(({ bytes }) => bytes)
      expect(small).toBeGreaterThan(14 * KIB)
      expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(5 * KIB)
      yield* endAll(all)
    }))

  it('saves nothing up while nobody takes', () =>
    virtually(function* () {
      const throttle = new Throttle(100 * KIB)
      yield* sleep(60_000)
      const all = takers(throttle, 2)
      yield* sleep(10_000)
      expect(total(all) / (1000 * KIB)).toBeLessThan(1.03)
      yield* endAll(all)
    }))

  it('loses nothing to timers that are late', () =>
    virtually(function* () {
      const throttle = new Throttle(100 * KIB)
      let bytes = 0
      while (runningLoop().now() < 10_000) {
        bytes += yield* throttle.take(64 * KIB)
        yield* sleep(Math.floor(bytes / KIB) % 10 === 0 ? 120 : 10)
      }
      expect(Math.abs(bytes / (1000 * KIB) - 1)).toBeLessThan(0.03)
    }))

  it('tells those who wait of a new limit at once', () =>
    virtually(function* () {
      const throttle = new Throttle(1)
      const all = takers(throttle, 2)
      yield* sleep(100)
      expect(total(all)).toBe(1)
      throttle.setLimit(10 * KIB)
      yield* sleep(10_000)
      expect(Math.abs(total(all) / (100 * KIB) - 1)).toBeLessThan(0.03)
      throttle.setLimit(1)
      // What was granted in this very moment is on its way.
      yield* sleep(1)
      const before = total(all)
      yield* sleep(5_000)
      expect(total(all) - before).toBeLessThanOrEqual(6)
      yield* endAll(all)
    }))

  it('lets those who wait go when the limit is taken away', () =>
    virtually(function* () {
      const throttle = new Throttle(1)
      yield* throttle.take(1)
      const waiting = createTask(throttle.take(64 * KIB))
      yield* sleep(500)
      expect(waiting.done()).toBe(false)
      throttle.setLimit(null)
      expect(yield* waiting).toBe(64 * KIB)
      expect(runningLoop().now()).toBe(500)
    }))

  it('keeps to the narrower of two limits, and shares the wider', () =>
    virtually(function* () {
      const all = new Throttle(100 * KIB)
      const slow = takers(new Throttle(10 * KIB, all), 4)
      const fast = takers(new Throttle(null, all), 4)
      yield* sleep(10_000)
      expect(Math.abs(total(slow) / (100 * KIB) - 1)).toBeLessThan(0.03)
      expect(Math.abs(total(fast) / (900 * KIB) - 1)).toBeLessThan(0.03)
      yield* endAll([...slow, ...fast])
    }))

  it('gives what a cancelled connection got to the others', () =>
    virtually(function* () {
      const throttle = new Throttle(KIB)
      yield* throttle.take(51)
      const first = createTask(throttle.take(51))
      const second = createTask(throttle.take(51))
      // In the very moment of its turn, before it runs again.
      runningLoop().callAt(51_000 / KIB, () => first.cancel())
      yield* second
      expect(first.cancelled()).toBe(true)
      expect(runningLoop().now()).toBeLessThan(53)
    }))

  it('does not wait for a held connection', () =>
    virtually(function* () {
      const throttle = new Throttle(100 * KIB)
      const [held, other] = [new Taker(throttle), new Taker(throttle)]
      yield* sleep(10)
      held.task.pause()
      const before = held.bytes
      yield* sleep(10_000)
      expect(held.bytes).toBe(before)
      expect(other.bytes / (1000 * KIB)).toBeGreaterThan(0.97)
      held.task.resume()
      yield* sleep(10_000)
      expect(held.bytes / (500 * KIB)).toBeGreaterThan(0.97)
      yield* endAll([held, other])
    }))

  it('takes back what was not used', () =>
    virtually(function* () {
      const all = new Throttle(KIB)
      const throttle = new Throttle(KIB, all)
      const granted = yield* throttle.take(40)
      throttle.giveBack(granted)
      yield* throttle.take(40)
      expect(runningLoop().now()).toBe(0)
    }))

  it('leaves no timer behind when all have left', () =>
    virtually(function* () {
      const throttle = new Throttle(1)
      yield* taskGroup(function* (group) {
        const all = [group.spawn(throttle.take(9)), group.spawn(throttle.take(9))]
        yield* sleep(10)
        for (const task of all) task.cancel()
      })
      expect(runningLoop().now()).toBe(10)
    }))
})
