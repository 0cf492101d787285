import { describe, expect, it } from 'vitest'
import { holdText, modeInEffect, modeText, nextText } from '../../src/renderer/lib/text/speed-text'
import { FULL_SPEED_SCHEDULE } from '../../src/shared/speed-schedule'
import { stepZoom } from '../../src/shared/zoom'

/** A Monday, from ten to noon paused. */
const at = (hour: number, day = 18) => new Date(2026, 4, day, hour).getTime()
const plan = FULL_SPEED_SCHEDULE.map((hours, day) =>
  hours.map((_, hour) => (day === 0 && hour >= 10 && hour < 12 ? 'paused' : 'full')),
)
const settings = { speedMode: 'schedule', speedSchedule: plan, limitBytesPerSec: null } as const

describe('what the switch says', () => {
  it('calls a limit of nothing unlimited', () => {
    expect(modeInEffect({ speedMode: 'limited', limitBytesPerSec: null })).toBe('unlimited')
    expect(modeText({ ...settings, speedMode: 'limited' })).toBe('Unlimited')
    expect(modeText({ ...settings, speedMode: 'limited', limitBytesPerSec: 2_000_000 })).toBe(
      'Limited to 2.0 MB/s',
    )
  })

  it('tells what the plan does next', () => {
    expect(nextText(settings, at(9))).toMatch(/^Paused from 10:00\sAM$/u)
    expect(nextText(settings, at(11))).toMatch(/^Full speed from 12:00\sPM$/u)
    expect(nextText(settings, at(9, 19))).toMatch(/^Paused from Mon,? 10:00\sAM$/u)
    expect(nextText({ ...settings, speedMode: 'unlimited' }, at(9))).toBeNull()
  })

  it('tells why nothing runs', () => {
    expect(holdText(settings, at(9))).toBeNull()
    expect(holdText(settings, at(11))).toMatch(/^paused by the schedule until 12:00\sPM$/u)
    expect(holdText({ ...settings, speedMode: 'paused' }, at(9))).toBe('paused by the speed switch')
  })
})

it('everything is larger or smaller by steps that end', () => {
  expect(stepZoom(1, 1)).toBe(1.1)
  expect(stepZoom(1, -1)).toBe(0.9)
  expect(stepZoom(2, 1)).toBe(2)
  expect(stepZoom(1.3, -1)).toBe(1.25)
})
