import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRanks, newRanks, type Ranked, stepBefore } from '../../src/main/engine/queue/rank'

/** Ids from 1 on, by these ranks. */
const ranked = (...ranks: number[]): Ranked[] =>
  ranks.map((rank, index) => ({ id: index + 1, rank }))

function moved(order: readonly Ranked[], ids: readonly number[], before: number | null): Ranked[] {
  const ranks = newRanks(order, ids, before)
  return order
    .map((one) => ({ id: one.id, rank: ranks.get(one.id) ?? one.rank }))
    .sort(compareRanks)
}

const ids = (order: readonly Ranked[]) => order.map(({ id }) => id)

describe('newRanks', () => {
  const order = ranked(1, 4, 7, 10)

  it.each([
    ['between two', [4], 2, { 4: 2.5 }],
    ['several between two', [4, 3], 2, { 4: 2, 3: 3 }],
    ['to the front', [3, 4], 1, { 3: -1, 4: 0 }],
    ['to the end', [2, 1], null, { 2: 11, 1: 12 }],
    ['all of them', [4, 2, 1, 3], null, { 4: 1, 2: 2, 1: 3, 3: 4 }],
    ['in front of one that moves too', [1, 2], 2, { 1: 5, 2: 6 }],
    ['with ids that are not there, and twice', [9, 4, 4], 2, { 4: 2.5 }],
    ['in front of one that is not there', [4], 9, {}],
    ['nothing', [], 2, {}],
  ] as const)('ranks %s', (_, ids, before, ranks) => {
    expect(Object.fromEntries(newRanks(order, ids, before))).toEqual(ranks)
  })

  it('ranks all anew where there is no room left', () => {
    const close = ranked(1, 1 + Number.EPSILON, 7)
    expect(Object.fromEntries(newRanks(close, [3], 2))).toEqual({ 1: 1, 3: 2, 2: 3 })
  })

  it('ranks all anew where two have the same rank', () => {
    expect(ids(moved(ranked(5, 5, 5), [3], 2))).toEqual([1, 3, 2])
  })

  it('never runs out of room', () => {
    let order = ranked(1, 2, 3)
    for (let time = 0; time < 2_000; time += 1) {
      const [first, second, third] = ids(order) as [number, number, number]
      order = moved(order, [third], second)
      expect(ids(order)).toEqual([first, third, second])
    }
  })

  it('does what cutting and pasting does', () => {
    const some = fc.integer({ min: 1, max: 9 })
    const move = fc.tuple(fc.array(some), fc.option(some))
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        let order = ranked(1, 2, 3, 4, 5, 6, 7)
        for (const [wanted, before] of moves) {
          const there = [...new Set(wanted)].filter((id) => id <= 7)
          const list = ids(order)
          const from = before === null ? list.length : list.indexOf(before)
          const stay = (id: number): boolean => !there.includes(id)
          const pasted = [
            ...list.slice(0, from).filter(stay),
            ...there,
            ...list.slice(from).filter(stay),
          ]
          order = moved(order, wanted, before)
          expect(ids(order)).toEqual(from === -1 ? list : pasted)
        }
      }),
    )
  })
})

describe('stepBefore', () => {
  it.each([
    ['up past one', [3], 'up', 2],
    ['up together with those around', [2, 4], 'up', 1],
    ['up from the top, together', [1, 3], 'up', 1],
    ['no further than the top', [1, 2], 'up', undefined],
    ['down past one', [2], 'down', 4],
    ['down to the end', [3], 'down', null],
    ['no further than the end', [3, 4], 'down', undefined],
    ['to the top', [3, 2], 'top', 1],
    ['to the top from there', [1], 'top', undefined],
    ['to the bottom', [1, 3], 'bottom', null],
    ['to the bottom from there', [4], 'bottom', undefined],
    ['nothing that is not there', [9], 'up', undefined],
  ] as const)('leads %s', (_, moved, step, before) => {
    expect(stepBefore([1, 2, 3, 4], moved, step)).toBe(before)
  })
})
