import { describe, expect, it } from 'vitest'
import { ThroughputMeter } from '../../src/main/engine/connections/throughput-meter'
import { type Coroutine, runningLoop, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

/** Gets `bytes` every `everyMs` of waiting, and is busy for `busyMs` after each. */
function* receive(
  throughput: ThroughputMeter,
  times: number,
  bytes: number,
  everyMs: number,
  busyMs = 0,
): Coroutine<void> {
  for (let time = 0; time < times; time += 1) {
    throughput.waiting()
    yield* sleep(everyMs)
    throughput.received(bytes)
    yield* sleep(busyMs)
  }
}

const play = (body: (throughput: ThroughputMeter) => Coroutine<void>): Promise<void> =>
  virtually(function* () {
    yield* body(new ThroughputMeter(runningLoop()))
  })

describe('the throughput of a connection', () => {
  it('is what it brings a second', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 100)
      expect(throughput.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is not slowed by what we do meanwhile', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 100, 150)
      expect(throughput.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is at most three times what it brings where we are busy nearly all the time', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 10, 990)
      expect(throughput.bytesPerSec()).toBeCloseTo(3_000, -2)
    }))

  it('follows the server within seconds', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 100)
      yield* receive(throughput, 100, 100, 100)
      expect(throughput.bytesPerSec()).toBeLessThan(1_500)
    }))

  it('falls while the server is silent', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 100)
      throughput.waiting()
      yield* sleep(10_000)
      expect(throughput.bytesPerSec()).toBeLessThan(500)
    }))

  it('is not blamed for a silence in which we were held', () =>
    play(function* (throughput) {
      yield* receive(throughput, 100, 1_000, 100)
      throughput.waiting()
      yield* sleep(10_000)
      throughput.discountPause()
      expect(throughput.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is not known before the first byte, for a while', () =>
    play(function* (throughput) {
      expect(throughput.bytesPerSec()).toBeNull()
      yield* sleep(2_999)
      expect(throughput.bytesPerSec()).toBeNull()
      yield* sleep(1)
      expect(throughput.bytesPerSec()).toBe(0)
    }))

  it('is not told from the first burst', () =>
    play(function* (throughput) {
      throughput.received(100_000)
      yield* receive(throughput, 9, 100, 10)
      expect(throughput.bytesPerSec()).toBeNull()
      yield* receive(throughput, 1, 100, 10)
      expect(throughput.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it.each([
    [20, 100],
    [150, 300],
    [2_000, 500],
  ])('is told later where the way is long: %i ms before the first byte, %i after', (first, after) =>
    play(function* (throughput) {
      yield* sleep(first)
      throughput.received(1_000)
      yield* receive(throughput, after / 10 - 1, 100, 10)
      expect(throughput.bytesPerSec()).toBeNull()
      yield* receive(throughput, 1, 100, 10)
      expect(throughput.bytesPerSec()).not.toBeNull()
    }),
  )

  it('is not told from the first burst alone, until that was long ago', () =>
    play(function* (throughput) {
      throughput.received(100_000)
      throughput.waiting()
      yield* sleep(2_999)
      expect(throughput.bytesPerSec()).toBeNull()
      yield* sleep(1)
      expect(throughput.bytesPerSec()).toBe(0)
    }))

  it('of servers that never let us wait is the same however long they have not', () =>
    play(function* (throughput) {
      yield* receive(throughput, 1_000, 1_000, 0, 1)
      expect(throughput.bytesPerSec()).toBeCloseTo(3_000_000, -4)
      yield* receive(throughput, 9_000, 1_000, 0, 1)
      expect(throughput.bytesPerSec()).toBeCloseTo(3_000_000, -4)
    }))

  it('does not count the wait for the first byte', () =>
    play(function* (throughput) {
      yield* sleep(2_900)
      throughput.received(1_000)
      yield* receive(throughput, 30, 1_000, 100)
      expect(throughput.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))
})
