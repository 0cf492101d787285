import { describe, expect, it } from 'vitest'
import {
  all,
  NOTHING,
  none,
  only,
  ranged,
  toggled,
  without,
} from '../../src/renderer/stores/selection'

describe('a selection', () => {
  it('is one row after a click', () => {
    expect(only(5)).toEqual({ ids: new Set([5]), anchor: 5, current: 5 })
  })

  it('gains and loses a row by Ctrl', () => {
    const both = toggled(only(5), 7)
    expect([...both.ids]).toEqual([5, 7])
    expect(toggled(both, 5)).toEqual({ ids: new Set([7]), anchor: 5, current: 5 })
  })

  it('reaches from the anchor by Shift, again and again', () => {
    const down = ranged(only(5), 8, [5, 2, 8])
    expect(down).toEqual({ ids: new Set([5, 2, 8]), anchor: 5, current: 8 })
    expect(ranged(down, 1, [1, 5])).toEqual({ ids: new Set([1, 5]), anchor: 5, current: 1 })
  })

  it('keeps what there was by Ctrl and Shift', () => {
    const apart = toggled(only(1), 5)
    expect([...ranged(apart, 8, [5, 8], true).ids]).toEqual([1, 5, 8])
  })

  it('begins anew where the anchor is gone', () => {
    expect(ranged(only(5), 8, [])).toEqual(only(8))
  })

  it('becomes all or none and leaves the keyboard where it is', () => {
    const everything = all(only(5), [1, 2, 5])
    expect([everything.ids.size, everything.current]).toEqual([3, 5])
    expect(none(everything)).toEqual({ ids: new Set(), anchor: 5, current: 5 })
  })

  it('loses what is no longer there', () => {
    const three = all(NOTHING, [1, 2, 3])
    expect([...without(three, [2, 9]).ids]).toEqual([1, 3])
    expect(without(three, [9])).toBe(three)
  })
})
