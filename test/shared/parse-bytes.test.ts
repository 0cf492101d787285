import { describe, expect, it } from 'vitest'
import { parseBytes } from '../../src/shared/parse-bytes'

describe('parseBytes', () => {
  it.each([
    ['0', 0, 0],
    ['700', 700, 700],
    ['700B', 700, 700],
    ['500k', 500_000, 512_000],
    ['500 KB', 500_000, 512_000],
    ['1.5GB', 1_500_000_000, 1.5 * 1024 ** 3],
    ['1,5Go', 1_500_000_000, 1.5 * 1024 ** 3],
    ['2MiB', 2 * 1024 ** 2, 2 * 1024 ** 2],
    ['1p', 1000 ** 5, 1024 ** 5],
    [' 0.5k ', 500, 512],
  ])('reads %s in either base', (text, decimal, binary) => {
    expect(parseBytes(text, { base: 1000 })).toBe(decimal)
    expect(parseBytes(text, { base: 1024 })).toBe(binary)
  })

  it.each(['', 'k', 'iB', '5i', '-1', '1e6', '1.2.3', '1 2', '10x', '99999999T'])(
    'refuses "%s"',
    (text) => {
      expect(parseBytes(text, { base: 1024 })).toBeNull()
    },
  )
})
