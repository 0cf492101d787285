import { describe, expect, it } from 'vitest'
import { SpeedMeter } from '../../src/main/engine/transfer/speed-meter'

/** Adds `bytes` every `everyMs` from `fromMs` on, up to and with `toMs`. */
function feed(meter: SpeedMeter, bytes: number, everyMs: number, fromMs: number, toMs: number) {
  for (let atMs = fromMs; atMs <= toMs; atMs += everyMs) meter.add(bytes, atMs)
}

describe('SpeedMeter', () => {
  it('says nothing in the first quarter second', () => {
    const meter = new SpeedMeter(5000)
    meter.add(1_000_000, 5100)
    expect(meter.bytesPerSec(5249)).toBe(0)
    expect(meter.bytesPerSec(5250)).toBe(4_000_000)
  })

  it('tells a steady speed within a twentieth, early and late', () => {
    const meter = new SpeedMeter(0)
    feed(meter, 1000, 10, 10, 1000)
    expect(meter.bytesPerSec(1000) / 100_000).toBeCloseTo(1, 1)
    feed(meter, 1000, 10, 1010, 60_000)
    expect(meter.bytesPerSec(60_000) / 100_000).toBeCloseTo(1, 1)
  })

  it('follows a change within four seconds', () => {
    const meter = new SpeedMeter(0)
    feed(meter, 1000, 10, 10, 10_000)
    feed(meter, 100, 10, 10_010, 14_000)
    expect(meter.bytesPerSec(14_000) / 10_000).toBeCloseTo(1, 1)
  })

  it('falls to zero when nothing comes', () => {
    const meter = new SpeedMeter(0)
    feed(meter, 1000, 10, 10, 5000)
    expect(meter.bytesPerSec(7000)).toBeLessThan(60_000)
    expect(meter.bytesPerSec(9001)).toBe(0)
    expect(meter.bytesPerSec(1_000_000_000)).toBe(0)
  })

  it('forgets what was before a reset', () => {
    const meter = new SpeedMeter(0)
    feed(meter, 1000, 10, 10, 5000)
    meter.reset(5000)
    expect(meter.bytesPerSec(5500)).toBe(0)
    feed(meter, 10, 10, 5510, 6000)
    expect(meter.bytesPerSec(6000)).toBeLessThanOrEqual(1000)
  })
})
