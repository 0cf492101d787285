import { describe, expect, it } from 'vitest'
import {
  afterRefusal,
  afterSuccess,
  currentLimit,
  fromRecord,
} from '../../src/main/engine/hosts/learned-limit'

const MINUTE = 60_000
const NOW = 1_700_000_000_000

describe('the limit learned from a host', () => {
  it('is none without a refusal', () => {
    expect(currentLimit(null, NOW)).toBe(Number.POSITIVE_INFINITY)
  })

  it('is what worked when one more was refused, and at least one', () => {
    expect(currentLimit(afterRefusal(null, 3, NOW, 0), NOW)).toBe(3)
    expect(currentLimit(afterRefusal(null, 0, NOW, 0), NOW)).toBe(1)
  })

  it('is tried with one more after a while, later each time that fails', () => {
    let learned = afterRefusal(null, 3, NOW, 0)
    const patience: number[] = []
    for (let time = 0; time < 5; time += 1) {
      expect(currentLimit(learned, learned.probeAtMs - 1)).toBe(3)
      expect(currentLimit(learned, learned.probeAtMs)).toBe(4)
      patience.push(learned.probeAtMs - learned.seenAtMs)
      learned = afterRefusal(learned, 3, learned.probeAtMs, 0)
    }
    expect(patience).toEqual([1, 4, 16, 60, 60].map((minutes) => minutes * MINUTE))
  })

  it('is not tried before the time that the host named', () => {
    const learned = afterRefusal(null, 2, NOW, 5 * MINUTE)
    expect(learned.probeAtMs).toBe(NOW + 5 * MINUTE)
  })

  it('grows one by one as long as one more works', () => {
    let learned = afterRefusal(null, 1, NOW, 0)
    for (const working of [2, 3, 4]) {
      expect(currentLimit(learned, learned.probeAtMs)).toBe(working)
      learned = afterSuccess(learned, working, learned.probeAtMs)
      expect(currentLimit(learned, learned.probeAtMs)).toBe(working + 1)
    }
    expect(afterRefusal(learned, 4, NOW, 0)).toMatchObject({ mostConnections: 4, refusals: 1 })
  })

  it('stays when no more work than are known to', () => {
    const learned = afterRefusal(null, 3, NOW, 0)
    expect(afterSuccess(learned, 3, NOW)).toBe(learned)
  })

  it('counts those that were on their way when their neighbour was refused', () => {
    const learned = afterSuccess(afterRefusal(null, 1, NOW, 0), 2, NOW + 1)
    expect(currentLimit(learned, NOW + MINUTE - 1)).toBe(2)
    expect(currentLimit(learned, NOW + MINUTE)).toBe(3)
  })

  it('of an earlier process holds for an hour', () => {
    const learned = fromRecord({ mostConnections: 2, seenAtMs: NOW })
    expect(currentLimit(learned, NOW + 60 * MINUTE - 1)).toBe(2)
    expect(currentLimit(learned, NOW + 60 * MINUTE)).toBe(3)
  })
})
