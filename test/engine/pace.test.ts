import { describe, expect, it } from 'vitest'
import { Pace } from '../../src/main/engine/transfer/pace'
import { type Coroutine, runningLoop, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

/** Gets `bytes` every `everyMs` of waiting, and is busy for `busyMs` after each. */
function* receive(
  pace: Pace,
  times: number,
  bytes: number,
  everyMs: number,
  busyMs = 0,
): Coroutine<void> {
  for (let time = 0; time < times; time += 1) {
    pace.waits()
    yield* sleep(everyMs)
    pace.got(bytes)
    yield* sleep(busyMs)
  }
}

const play = (body: (pace: Pace) => Coroutine<void>): Promise<void> =>
  virtually(function* () {
    yield* body(new Pace(runningLoop()))
  })

describe('the pace of a connection', () => {
  it('is what it brings a second', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 100)
      expect(pace.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is not slowed by what we do meanwhile', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 100, 150)
      expect(pace.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is at most three times what it brings where we are busy nearly all the time', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 10, 990)
      expect(pace.bytesPerSec()).toBeCloseTo(3_000, -2)
    }))

  it('follows the server within seconds', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 100)
      yield* receive(pace, 100, 100, 100)
      expect(pace.bytesPerSec()).toBeLessThan(1_500)
    }))

  it('falls while the server is silent', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 100)
      pace.waits()
      yield* sleep(10_000)
      expect(pace.bytesPerSec()).toBeLessThan(500)
    }))

  it('is not blamed for a silence in which we were held', () =>
    play(function* (pace) {
      yield* receive(pace, 100, 1_000, 100)
      pace.waits()
      yield* sleep(10_000)
      pace.forgive()
      expect(pace.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it('is not known before the first byte, for a while', () =>
    play(function* (pace) {
      expect(pace.bytesPerSec()).toBeNull()
      yield* sleep(2_999)
      expect(pace.bytesPerSec()).toBeNull()
      yield* sleep(1)
      expect(pace.bytesPerSec()).toBe(0)
    }))

  it('is not told from the first burst', () =>
    play(function* (pace) {
      pace.got(100_000)
      yield* receive(pace, 9, 100, 10)
      expect(pace.bytesPerSec()).toBeNull()
      yield* receive(pace, 1, 100, 10)
      expect(pace.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))

  it.each([
    [20, 100],
    [150, 300],
    [2_000, 500],
  ])('is told later where the way is long: %i ms before the first byte, %i after', (first, after) =>
    play(function* (pace) {
      yield* sleep(first)
      pace.got(1_000)
      yield* receive(pace, after / 10 - 1, 100, 10)
      expect(pace.bytesPerSec()).toBeNull()
      yield* receive(pace, 1, 100, 10)
      expect(pace.bytesPerSec()).not.toBeNull()
    }),
  )

  it('is not told from the first burst alone, until that was long ago', () =>
    play(function* (pace) {
      pace.got(100_000)
      pace.waits()
      yield* sleep(2_999)
      expect(pace.bytesPerSec()).toBeNull()
      yield* sleep(1)
      expect(pace.bytesPerSec()).toBe(0)
    }))

  it('of servers that never let us wait is the same however long they have not', () =>
    play(function* (pace) {
      yield* receive(pace, 1_000, 1_000, 0, 1)
      expect(pace.bytesPerSec()).toBeCloseTo(3_000_000, -4)
      yield* receive(pace, 9_000, 1_000, 0, 1)
      expect(pace.bytesPerSec()).toBeCloseTo(3_000_000, -4)
    }))

  it('does not count the wait for the first byte', () =>
    play(function* (pace) {
      yield* sleep(2_900)
      pace.got(1_000)
      yield* receive(pace, 30, 1_000, 100)
      expect(pace.bytesPerSec()).toBeCloseTo(10_000, -3)
    }))
})
