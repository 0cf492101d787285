import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatProgress,
  formatSpeed,
  percentOf,
} from '../../src/renderer/lib/format/numbers'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [999_999_999, '999.9 MB'],
    [1_460_000_000, '1.46 GB'],
    [78_300_000_000, '78.30 GB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('formatProgress', () => {
  it('tells what is there of what will be', () => {
    expect(formatProgress(318_400_000, 1_460_000_000)).toBe('318.4 MB of 1.46 GB')
  })

  it('tells only what is there while the length is unknown', () => {
    expect(formatProgress(84_200_000, null)).toBe('84.2 MB')
  })
})

describe('formatSpeed', () => {
  it('takes fractions of a byte', () => {
    expect(formatSpeed(0.4)).toBe('0 B/s')
    expect(formatSpeed(12_345_678.9)).toBe('12.3 MB/s')
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '1s'],
    [1001, '2s'],
    [59_000, '59s'],
    [133_000, '2m 13s'],
    [3_840_000, '1h 4m'],
    [90_000_000, '1d 1h'],
    [Number.MAX_SAFE_INTEGER, 'over a month'],
    [Number.POSITIVE_INFINITY, 'over a month'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})

describe('percentOf', () => {
  it('is unknown while the length is', () => {
    expect(percentOf(5, null)).toBeNull()
  })

  it('says 100 only when all bytes are there', () => {
    expect(percentOf(999, 1000)).toBe(99)
    expect(percentOf(1000, 1000)).toBe(100)
  })

  it('calls an empty file whole', () => {
    expect(percentOf(0, 0)).toBe(100)
  })

  it('stays in its bounds', () => {
    expect(percentOf(1200, 1000)).toBe(100)
    expect(percentOf(-1, 1000)).toBe(0)
  })
})
