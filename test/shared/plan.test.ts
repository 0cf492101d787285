import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FULL_PLAN,
  hourAt,
  nextChange,
  PLAN_HOURS,
  type Plan,
  planSchema,
  speedNow,
} from '../../src/shared/plan'

const MONDAY = 0
const SUNDAY = 6

/** A plan that says `full` but for these hours. */
function planWith(
  ...changes: readonly [day: number, from: number, to: number, Plan[0][0]][]
): Plan {
  const plan = FULL_PLAN.map((hours) => [...hours])
  for (const [day, from, to, what] of changes) plan[day]?.fill(what, from, to)
  return plan
}

/** 2026-05-18 is a Monday. */
const at = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 4, 18 + day, hour, minute).getTime()

describe('the plan', () => {
  const nights = planWith([MONDAY, 20, 24, 'paused'], [SUNDAY, 0, 6, 'limited'])

  it.each([
    [MONDAY, 19, 'full'],
    [MONDAY, 20, 'paused'],
    [MONDAY, 23, 'paused'],
    [SUNDAY, 0, 'limited'],
    [SUNDAY, 6, 'full'],
  ] as const)('says of day %i at %i o’clock: %s', (day, hour, what) => {
    expect(hourAt(nights, at(day, hour, 59))).toBe(what)
  })

  it('changes next at the full hour', () => {
    expect(nextChange(nights, at(MONDAY, 9, 41))).toEqual({ atMs: at(MONDAY, 20), hour: 'paused' })
    expect(nextChange(nights, at(MONDAY, 20))).toEqual({ atMs: at(1, 0), hour: 'full' })
    expect(nextChange(nights, at(1, 12))).toEqual({ atMs: at(SUNDAY, 0), hour: 'limited' })
  })

  it('never changes if it always says the same', () => {
    expect(nextChange(FULL_PLAN, at(MONDAY, 9))).toBeNull()
  })

  it('is seven days of 24 hours', () => {
    expect(planSchema.safeParse(FULL_PLAN).success).toBe(true)
    expect(planSchema.safeParse(FULL_PLAN.slice(1)).success).toBe(false)
  })

  const anyPlan = fc.array(
    fc.array(fc.constantFrom(...PLAN_HOURS), { minLength: 24, maxLength: 24 }),
    { minLength: 7, maxLength: 7 },
  )

  it('says the same until its next change, and something else then', () => {
    const anyTime = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 })
    fc.assert(
      fc.property(anyPlan, anyTime, fc.nat(1000), (plan, nowMs, parts) => {
        const next = nextChange(plan, nowMs)
        if (next === null) return
        expect(next.atMs).toBeGreaterThan(nowMs)
        expect(hourAt(plan, next.atMs)).toBe(next.hour)
        const between = nowMs + Math.floor(((next.atMs - nowMs) * parts) / 1001)
        expect(hourAt(plan, between)).toBe(hourAt(plan, nowMs))
      }),
    )
  })
})

describe('the switch', () => {
  const plan = planWith([MONDAY, 8, 12, 'limited'], [MONDAY, 12, 20, 'paused'])
  const settings = { plan, limitBytesPerSec: 1000 }

  it.each([
    ['unlimited', { holds: false, limitBytesPerSec: null }],
    ['limited', { holds: false, limitBytesPerSec: 1000 }],
    ['paused', { holds: true, limitBytesPerSec: null }],
  ] as const)('set to %s does not ask the plan', (speedMode, speed) => {
    expect(speedNow({ ...settings, speedMode }, at(MONDAY, 9))).toEqual({ ...speed, untilMs: null })
  })

  it.each([
    [7, { holds: false, limitBytesPerSec: null, untilMs: at(MONDAY, 8) }],
    [9, { holds: false, limitBytesPerSec: 1000, untilMs: at(MONDAY, 12) }],
    [15, { holds: true, limitBytesPerSec: null, untilMs: at(MONDAY, 20) }],
  ])('set to plan does what the plan says at %i', (hour, speed) => {
    expect(speedNow({ ...settings, speedMode: 'plan' }, at(MONDAY, hour))).toEqual(speed)
  })
})
