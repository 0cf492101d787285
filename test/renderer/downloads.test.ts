import { describe, expect, it } from 'vitest'
import { fromList, withChanges } from '../../src/renderer/stores/downloads'
import { aView } from './a-view'

describe('fromList', () => {
  it('lists what was added last on top and one gesture in its order', () => {
    const views = [
      aView({ id: 1, addedAtMs: 10 }),
      aView({ id: 2, addedAtMs: 20 }),
      aView({ id: 3, addedAtMs: 20 }),
    ]
    expect(fromList(views).order).toEqual([2, 3, 1])
  })
})

describe('withChanges', () => {
  const first = aView({ id: 1 })
  const second = aView({ id: 2 })
  const state = fromList([first, second])

  it('keeps the views that did not change', () => {
    const next = withChanges(state, { changed: [aView({ id: 1, doneBytes: 5 })], removed: [] })
    expect(next.byId.get(2)).toBe(second)
    expect(next.byId.get(1)?.doneBytes).toBe(5)
  })

  it('keeps the order object while no row comes or goes', () => {
    const next = withChanges(state, { changed: [aView({ id: 1, doneBytes: 5 })], removed: [] })
    expect(next.order).toBe(state.order)
  })

  it('adds and removes in one message', () => {
    const next = withChanges(state, { changed: [aView({ id: 3, addedAtMs: 9 })], removed: [1] })
    expect(next.order).toEqual([3, 2])
  })

  it('leaves the state before as it was', () => {
    withChanges(state, { changed: [], removed: [1, 2] })
    expect(state.byId.size).toBe(2)
  })

  it('shrugs at the removal of what is not there', () => {
    expect(withChanges(state, { changed: [], removed: [99] }).order).toBe(state.order)
  })
})
