import { describe, expect, it } from 'vitest'
import { SpeedHistory } from '../../src/main/engine/views/speed-history'

function speedsOf(seconds: number, speed: (second: number) => number): SpeedHistory {
  const history = new SpeedHistory(null)
  for (let second = 0; second < seconds; second += 1) history.add(speed(second))
  return history
}

describe('the speeds of a download', () => {
  it('are kept by the second for a minute', () => {
    const { recent } = speedsOf(70, (second) => second).record()
    expect(recent).toEqual(Array.from({ length: 60 }, (_, index) => index + 10))
  })

  it('are kept by the second for its first ten minutes', () => {
    const { whole, stepMs } = speedsOf(600, (second) => second).record()
    expect(stepMs).toBe(1_000)
    expect(whole).toHaveLength(600)
    expect(whole.at(-1)).toBe(599)
  })

  it('stand for longer and longer, and are never more than six hundred', () => {
    for (const hours of [1, 5, 50]) {
      const { whole, stepMs } = speedsOf(hours * 3_600, () => 1_000).record()
      expect(whole.length).toBeGreaterThan(250)
      expect(whole.length).toBeLessThanOrEqual(600)
      expect(new Set(whole)).toEqual(new Set([1_000]))
      expect(whole.length * stepMs).toBeCloseTo(hours * 3_600_000, -6)
    }
  })

  it('add up to the same bytes when they are thinned', () => {
    const { whole, stepMs } = speedsOf(601, (second) => second).record()
    expect(stepMs).toBe(2_000)
    expect(whole.slice(0, 3)).toEqual([1, 3, 5])
    expect(whole).toHaveLength(300)
  })

  it('go on from a record', () => {
    const history = new SpeedHistory(speedsOf(700, () => 7).record())
    for (let second = 0; second < 100; second += 1) history.add(9)
    const { recent, whole, stepMs } = history.record()
    expect(recent).toEqual(Array.from({ length: 60 }, () => 9))
    expect([whole[0], whole.at(-1), stepMs]).toEqual([7, 9, 2_000])
  })
})
