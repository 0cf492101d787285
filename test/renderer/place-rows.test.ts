import { describe, expect, it } from 'vitest'
import { type PlacedRow, placeRows } from '../../src/renderer/components/list/place-rows'

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ index: from + at, id: 100 + from + at }))

const atRest = { total: 1000, isMoving: false, held: null }
const moving = { ...atRest, isMoving: true }

const slots = (placed: readonly PlacedRow[]): number[] => placed.map(({ slot }) => slot)
const indexes = (placed: readonly PlacedRow[]): number[] => placed.map(({ index }) => index)

describe('rows that are placed', () => {
  const first = placeRows([], rows(0, 4), atRest)

  it('have an element each', () => {
    expect(slots(first)).toEqual([0, 1, 2, 3])
    expect(indexes(first)).toEqual([0, 1, 2, 3])
  })

  it('take the elements of those that have gone, which stay where they are in the document', () => {
    const next = placeRows(first, rows(2, 4), moving)
    expect(slots(next)).toEqual([0, 1, 2, 3])
    expect(indexes(next)).toEqual([4, 5, 2, 3])
  })

  it('stand in their order once the list is at rest', () => {
    const next = placeRows(placeRows(first, rows(2, 4), moving), rows(2, 4), atRest)
    expect(indexes(next)).toEqual([2, 3, 4, 5])
    expect(slots(next)).toEqual([2, 3, 0, 1])
  })

  it('stay in their places when the list gets another order, but for the one that is held', () => {
    const turned = rows(0, 4).map(({ index }) => ({ index, id: 103 - index }))
    expect(slots(placeRows(first, turned, atRest))).toEqual([0, 1, 2, 3])
    const next = placeRows(first, turned, { ...atRest, held: 100 })
    expect(next.find(({ id }) => id === 100)).toEqual({ slot: 0, index: 3, id: 100 })
    expect(indexes(next)).toEqual([0, 1, 2, 3])
  })

  it('keep the element of their place when they come', () => {
    const grey = placeRows(
      [],
      rows(0, 4).map(({ index }) => ({ index, id: null })),
      moving,
    )
    const come = placeRows(grey, [...rows(0, 4)].reverse(), moving)
    expect(come.map(({ slot, index }) => slot === index)).toEqual([true, true, true, true])
  })

  it('leave no element out while the list moves, and no more than needed at rest', () => {
    const fewer = placeRows(first, rows(500, 2), moving)
    expect(indexes(fewer).sort((a, b) => a - b)).toEqual([2, 3, 500, 501])
    expect(indexes(placeRows(fewer, rows(500, 2), atRest))).toEqual([500, 501])
  })

  it('never stand twice in a place, nor behind the end', () => {
    const moved = placeRows(first, [{ index: 3, id: 900 }], { ...moving, total: 3 })
    expect(new Set(indexes(moved)).size).toBe(moved.length)
    expect(placeRows(first, [], { ...moving, total: 2 }).map(({ index }) => index)).toEqual([0, 1])
  })
})
