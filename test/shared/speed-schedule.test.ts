import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FULL_SPEED_SCHEDULE,
  HOURLY_SPEEDS,
  nextChange,
  type SpeedSchedule,
  scheduledSpeed,
  speedNow,
  speedScheduleSchema,
} from '../../src/shared/speed-schedule'

const MONDAY = 0
const SUNDAY = 6

/** A schedule of full speed, except for these hours. */
function scheduleWith(
  ...changes: readonly [day: number, from: number, to: number, SpeedSchedule[0][0]][]
): SpeedSchedule {
  const schedule = FULL_SPEED_SCHEDULE.map((hours) => [...hours])
  for (const [day, from, to, what] of changes) schedule[day]?.fill(what, from, to)
  return schedule
}

/** 2026-05-18 is a Monday. */
const at = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 4, 18 + day, hour, minute).getTime()

describe('a speed schedule', () => {
  const nights = scheduleWith([MONDAY, 20, 24, 'paused'], [SUNDAY, 0, 6, 'limited'])

  it.each([
    [MONDAY, 19, 'full'],
    [MONDAY, 20, 'paused'],
    [MONDAY, 23, 'paused'],
    [SUNDAY, 0, 'limited'],
    [SUNDAY, 6, 'full'],
  ] as const)('has for day %i at %i o’clock: %s', (day, hour, what) => {
    expect(scheduledSpeed(nights, at(day, hour, 59))).toBe(what)
  })

  it('changes next at the full hour', () => {
    expect(nextChange(nights, at(MONDAY, 9, 41))).toEqual({ atMs: at(MONDAY, 20), speed: 'paused' })
    expect(nextChange(nights, at(MONDAY, 20))).toEqual({ atMs: at(1, 0), speed: 'full' })
    expect(nextChange(nights, at(1, 12))).toEqual({ atMs: at(SUNDAY, 0), speed: 'limited' })
  })

  it('never changes if all hours are the same', () => {
    expect(nextChange(FULL_SPEED_SCHEDULE, at(MONDAY, 9))).toBeNull()
  })

  it('is seven days of 24 hours', () => {
    expect(speedScheduleSchema.safeParse(FULL_SPEED_SCHEDULE).success).toBe(true)
    expect(speedScheduleSchema.safeParse(FULL_SPEED_SCHEDULE.slice(1)).success).toBe(false)
  })

  const anySchedule = fc.array(
    fc.array(fc.constantFrom(...HOURLY_SPEEDS), { minLength: 24, maxLength: 24 }),
    { minLength: 7, maxLength: 7 },
  )

  it('keeps its speed until the next change', () => {
    const anyTime = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 })
    fc.assert(
      fc.property(anySchedule, anyTime, fc.nat(1000), (schedule, nowMs, parts) => {
        const next = nextChange(schedule, nowMs)
        if (next === null) return
        expect(next.atMs).toBeGreaterThan(nowMs)
        expect(scheduledSpeed(schedule, next.atMs)).toBe(next.speed)
        const between = nowMs + Math.floor(((next.atMs - nowMs) * parts) / 1001)
        expect(scheduledSpeed(schedule, between)).toBe(scheduledSpeed(schedule, nowMs))
      }),
    )
  })
})

describe('the speed switch', () => {
  const schedule = scheduleWith([MONDAY, 8, 12, 'limited'], [MONDAY, 12, 20, 'paused'])
  const settings = { speedSchedule: schedule, limitBytesPerSec: 1000 }

  it.each([
    ['unlimited', { holds: false, limitBytesPerSec: null }],
    ['limited', { holds: false, limitBytesPerSec: 1000 }],
    ['paused', { holds: true, limitBytesPerSec: null }],
  ] as const)('ignores the schedule when set to %s', (speedMode, speed) => {
    expect(speedNow({ ...settings, speedMode }, at(MONDAY, 9))).toEqual({ ...speed, untilMs: null })
  })

  it.each([
    [7, { holds: false, limitBytesPerSec: null, untilMs: at(MONDAY, 8) }],
    [9, { holds: false, limitBytesPerSec: 1000, untilMs: at(MONDAY, 12) }],
    [15, { holds: true, limitBytesPerSec: null, untilMs: at(MONDAY, 20) }],
  ])('follows the schedule at %i', (hour, speed) => {
    expect(speedNow({ ...settings, speedMode: 'schedule' }, at(MONDAY, hour))).toEqual(speed)
  })
})
