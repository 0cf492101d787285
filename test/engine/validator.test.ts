import { describe, expect, it } from 'vitest'
import { ifRangeValue, isSameVersion } from '../../src/main/engine/validator'

const JANUARY = 'Fri, 02 Jan 2026 03:04:05 GMT'
const FEBRUARY = 'Tue, 03 Feb 2026 04:05:06 GMT'
const of = (etag: string | null, lastModified: string | null = null) => ({ etag, lastModified })

describe('ifRangeValue', () => {
  it.each([
    ['a strong ETag', of('"a"'), '"a"'],
    ['a strong ETag before a date', of('"a"', JANUARY), '"a"'],
    ['the date beside a weak ETag', of('W/"a"', JANUARY), JANUARY],
    ['the date alone', of(null, JANUARY), JANUARY],
    ['nothing for a weak ETag alone', of('W/"a"'), null],
    ['nothing for nothing', of(null), null],
  ])('is %s', (_, validator, expected) => {
    expect(ifRangeValue(validator)).toBe(expected)
  })
})

describe('isSameVersion', () => {
  it.each([
    [of('"a"'), of('"a"'), true],
    [of('"a"'), of('"b"'), false],
    [of('"a"', JANUARY), of('"a"', FEBRUARY), true],
    [of('"a"', JANUARY), of('"b"', JANUARY), false],
    [of('W/"a"', JANUARY), of('W/"b"', JANUARY), true],
    [of('W/"a"', JANUARY), of('W/"a"', FEBRUARY), false],
    [of('"a"', JANUARY), of('W/"a"', FEBRUARY), false],
    [of('"a"'), of('W/"b"'), true],
    [of('"a"'), of(null, JANUARY), true],
    [of(null, JANUARY), of(null, JANUARY), true],
    [of(null, JANUARY), of(null, FEBRUARY), false],
    [of(null), of('"a"', JANUARY), true],
    [of(null), of(null), true],
  ])('of %j and %j is %s, both ways', (a, b, expected) => {
    expect(isSameVersion(a, b)).toBe(expected)
    expect(isSameVersion(b, a)).toBe(expected)
  })
})
