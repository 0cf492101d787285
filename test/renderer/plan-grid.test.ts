import { describe, expect, it } from 'vitest'
import { cellAfter, painted } from '../../src/renderer/components/settings/plan-grid'
import { FULL_SPEED_SCHEDULE } from '../../src/shared/speed-schedule'

describe('a painted plan', () => {
  it('has the rectangle between two corners, whichever they are', () => {
    const [a, b] = [
      { day: 1, hour: 3 },
      { day: 0, hour: 5 },
    ]
    const plan = painted(FULL_SPEED_SCHEDULE, a, b, 'paused')
    expect(plan).toEqual(painted(FULL_SPEED_SCHEDULE, b, a, 'paused'))
    expect(plan.flat().filter((hour) => hour === 'paused')).toHaveLength(6)
    expect(plan[0]?.slice(2, 7)).toEqual(['full', 'paused', 'paused', 'paused', 'full'])
  })
})

describe('the next cell', () => {
  it.each([
    ['ArrowRight', 1, { day: 3, hour: 11 }],
    ['ArrowRight', -1, { day: 3, hour: 9 }],
    ['ArrowLeft', 1, { day: 3, hour: 9 }],
    ['ArrowDown', 1, { day: 4, hour: 10 }],
    ['ArrowUp', 1, { day: 2, hour: 10 }],
    ['Home', 1, { day: 3, hour: 0 }],
    ['End', 1, { day: 3, hour: 23 }],
    ['x', 1, null],
  ] as const)('by %s', (key, forth, cell) => {
    expect(cellAfter({ day: 3, hour: 10 }, key, forth)).toEqual(cell)
  })

  it('is never outside', () => {
    expect(cellAfter({ day: 6, hour: 23 }, 'ArrowDown', 1)).toEqual({ day: 6, hour: 23 })
    expect(cellAfter({ day: 0, hour: 0 }, 'ArrowLeft', 1)).toEqual({ day: 0, hour: 0 })
  })
})
