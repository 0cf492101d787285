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
  it('is unknown without a refusal', () => {
    expect(currentLimit(null, NOW)).toBe(Number.POSITIVE_INFINITY)
  })

  it('is the number of connections that worked, at least one', () => {
    expect(currentLimit(afterRefusal(null, 3, NOW, 0), NOW)).toBe(3)
    expect(currentLimit(afterRefusal(null, 0, NOW, 0), NOW)).toBe(1)
  })

  it('is probed with growing delays', () => {
    let learned = afterRefusal(null, 3, NOW, 0)
    const delays: number[] = []
    for (let time = 0; time < 5; time += 1) {
      expect(currentLimit(learned, learned.probeAtMs - 1)).toBe(3)
      expect(currentLimit(learned, learned.probeAtMs)).toBe(4)
      delays.push(learned.probeAtMs - learned.seenAtMs)
      learned = afterRefusal(learned, 3, learned.probeAtMs, 0)
    }
    expect(delays).toEqual([1, 4, 16, 60, 60].map((minutes) => minutes * MINUTE))
  })

  it('is not probed before Retry-After', () => {
    const learned = afterRefusal(null, 2, NOW, 5 * MINUTE)
    expect(learned.probeAtMs).toBe(NOW + 5 * MINUTE)
  })

  it('grows by one with each successful probe', () => {
    let learned = afterRefusal(null, 1, NOW, 0)
    for (const receiving of [2, 3, 4]) {
      expect(currentLimit(learned, learned.probeAtMs)).toBe(receiving)
      learned = afterSuccess(learned, receiving, learned.probeAtMs)
      expect(currentLimit(learned, learned.probeAtMs)).toBe(receiving + 1)
    }
    expect(afterRefusal(learned, 4, NOW, 0)).toMatchObject({ mostConnections: 4, refusals: 1 })
  })

  it('stays when no more connections work', () => {
    const learned = afterRefusal(null, 3, NOW, 0)
    expect(afterSuccess(learned, 3, NOW)).toBe(learned)
  })

  it('counts connections already being opened at the refusal', () => {
    const learned = afterSuccess(afterRefusal(null, 1, NOW, 0), 2, NOW + 1)
    expect(currentLimit(learned, NOW + MINUTE - 1)).toBe(2)
    expect(currentLimit(learned, NOW + MINUTE)).toBe(3)
  })

  it('from an earlier process applies for an hour', () => {
    const learned = fromRecord({ mostConnections: 2, seenAtMs: NOW })
    expect(currentLimit(learned, NOW + 60 * MINUTE - 1)).toBe(2)
    expect(currentLimit(learned, NOW + 60 * MINUTE)).toBe(3)
  })
})
