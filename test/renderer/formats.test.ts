import { expect, it } from 'vitest'
import { formatDay, formatTime } from '../../src/renderer/components/list/formats'

const at = (...when: [number, number, number, number, number]): number =>
  new Date(...when).getTime()

it('tells a moment of today by its time, and others by their day', () => {
  const now = at(2026, 10, 21, 17, 0)
  const today = at(2026, 10, 21, 9, 5)
  expect(formatDay(today, now)).toBe(formatTime(today))
  expect(formatDay(at(2026, 2, 4, 9, 5), now)).toBe('Mar 4')
  expect(formatDay(at(2025, 2, 4, 9, 5), now)).toBe('Mar 4, 2025')
})
