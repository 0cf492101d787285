import { describe, expect, it } from 'vitest'
import { compareVersions, ifRangeValue } from '../../src/main/engine/proof/validator'

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

describe('compareVersions', () => {
  it.each([
    [of('"a"'), of('"a"'), 'same'],
    [of('"a"'), of('"b"'), 'other'],
    [of('"a"', JANUARY), of('"a"', FEBRUARY), 'same'],
    [of('"a"', JANUARY), of('"b"', JANUARY), 'doubtful'],
    [of('"a"', JANUARY), of('"b"', FEBRUARY), 'other'],
    [of('"a"', JANUARY), of('"b"'), 'other'],
    [of('W/"a"', JANUARY), of('W/"b"', JANUARY), 'unsure'],
    [of('W/"a"', JANUARY), of('W/"a"', FEBRUARY), 'other'],
    [of('W/"a"'), of('W/"a"'), 'unsure'],
    [of('"a"', JANUARY), of('W/"a"', FEBRUARY), 'other'],
    [of('"a"'), of('W/"b"'), 'unsure'],
    [of('"a"'), of(null, JANUARY), 'unsure'],
    [of(null, JANUARY), of(null, JANUARY), 'unsure'],
    [of(null, JANUARY), of(null, FEBRUARY), 'other'],
    [of(null), of('"a"', JANUARY), 'unsure'],
    [of(null), of(null), 'unsure'],
  ] as const)('of %j and %j is %s, both ways', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected)
    expect(compareVersions(b, a)).toBe(expected)
  })
})
