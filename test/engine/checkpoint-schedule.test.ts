import { describe, expect, it } from 'vitest'
import { CheckpointSchedule } from '../../src/main/engine/transfer/checkpoint-schedule'
import { type Coroutine, createTask, runningLoop, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

const MIB = 1024 * 1024

/** Waits, and returns the moment at which a checkpoint was due. */
function* dueAtMs(pace: CheckpointSchedule, tookMs = 0): Coroutine<number> {
  yield* pace.waitUntilDue(tookMs)
  return runningLoop().now()
}

describe('CheckpointPace', () => {
  it('has much flushed as soon as it has come', () =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      const due = createTask(dueAtMs(pace))
      yield* sleep(400)
      pace.add(MIB)
      expect(yield* due).toBe(400)
    }))

  it('adds up what comes in pieces', () =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      const due = createTask(dueAtMs(pace))
      for (let piece = 1; piece <= 8; piece += 1) {
        yield* sleep(100)
        pace.add(MIB / 8)
      }
      expect(yield* due).toBe(800)
    }))

  it('lets little wait', () =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      pace.add(1)
      expect(yield* dueAtMs(pace)).toBe(3_000)
    }))

  it('makes none while nothing comes', () =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      const due = createTask(dueAtMs(pace))
      yield* sleep(10_000)
      pace.add(1)
      expect(yield* due).toBe(12_000)
    }))

  it('does not count what a checkpoint has taken care of', () =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      pace.add(2 * MIB)
      pace.started()
      pace.add(1)
      expect(yield* dueAtMs(pace)).toBe(3_000)
    }))

  it.each([
    [0, 25],
    [100, 200],
    [20_000, 1_000],
  ])('after one that took %d ms it rests for %d ms however much has come', (tookMs, restMs) =>
    virtually(function* () {
      const pace = new CheckpointSchedule(3_000)
      pace.add(100 * MIB)
      expect(yield* dueAtMs(pace, tookMs)).toBe(restMs)
    }),
  )
})
