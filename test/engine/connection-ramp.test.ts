import { describe, expect, it } from 'vitest'
import { ConnectionRamp } from '../../src/main/engine/connections/connection-ramp'

describe('the number of connections', () => {
  it.each([
    [0, 4],
    [1, 4],
    [2, 8],
    [4, 16],
    [16, 64],
  ])('with %i that bring bytes is %i', (receiving, target) => {
    expect(new ConnectionRamp().target(receiving, 0)).toBe(target)
  })

  it('is what the server took when it refused one, for a while', () => {
    const ramp = new ConnectionRamp()
    ramp.refused(1_000, 5)
    ramp.refused(1_000, 3)
    expect(ramp.target(3, 30_999)).toBe(3)
    expect(ramp.target(3, 31_000)).toBe(12)
  })

  it('is raised later each time that this is refused, and is at least one', () => {
    const ramp = new ConnectionRamp()
    let nowMs = 0
    for (const restMs of [30_000, 60_000, 120_000]) {
      ramp.refused(nowMs, 0)
      expect(ramp.target(1, nowMs + restMs - 1)).toBe(1)
      nowMs += restMs
      expect(ramp.target(1, nowMs)).toBe(4)
    }
  })

  it('is tried again at the latest after ten minutes', () => {
    const ramp = new ConnectionRamp()
    let nowMs = 0
    for (let times = 0; times < 20; times += 1) {
      ramp.refused(nowMs, 1)
      nowMs += 10 * 60_000
      expect(ramp.target(1, nowMs)).toBe(4)
    }
  })
})
