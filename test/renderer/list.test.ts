import { describe, expect, it } from 'vitest'
import { indexOf, NO_LIST, rowAt, withRows, withWindow } from '../../src/renderer/stores/list'
import { aView } from './a-view'

const first = aView({ id: 7 })
const second = aView({ id: 3 })
const query = { sort: { column: 'name' } } as const
const state = withWindow(NO_LIST, query, {
  ...{ revision: 4, version: 10 },
  total: 100,
  first: 20,
  rows: [first, second],
})

describe('withWindow', () => {
  it('knows the rows by their place and by their id', () => {
    expect(rowAt(state, 21)).toBe(second)
    expect(rowAt(state, 19)).toBeUndefined()
    expect(rowAt(state, 22)).toBeUndefined()
    expect(indexOf(state, 7)).toBe(20)
    expect(indexOf(state, 99)).toBe(-1)
    expect(state.byId.get(3)).toBe(second)
  })

  it('leaves out a list older than the one that is shown', () => {
    const older = { revision: 4, version: 9, total: 1, first: 0, rows: [first] }
    expect(withWindow(state, query, older)).toBe(state)
  })

  it('keeps the views that say the same', () => {
    const rows = [aView({ id: 3 }), aView({ id: 7, doneBytes: 5 })]
    const next = withWindow(state, query, {
      ...{ revision: 5, version: 11, total: 100, first: 21, rows },
    })
    expect(rowAt(next, 21)).toBe(second)
    expect(rowAt(next, 22)?.doneBytes).toBe(5)
    expect(next.byId.get(3)).toBe(second)
  })

  it('takes another window of the same list', () => {
    const next = withWindow(state, query, {
      ...{ revision: 4, version: 11, total: 100, first: 50, rows: [second] },
    })
    expect([rowAt(next, 50)?.id, rowAt(next, 20)]).toEqual([3, undefined])
  })
})

describe('withRows', () => {
  const further = aView({ id: 7, doneBytes: 5 })

  it('keeps the views that did not change', () => {
    const next = withRows(state, { version: 11, rows: [further] })
    expect(rowAt(next, 20)?.doneBytes).toBe(5)
    expect(next.byId.get(7)?.doneBytes).toBe(5)
    expect(rowAt(next, 21)).toBe(second)
  })

  it('keeps all rows where none of them is in the window', () => {
    const next = withRows(state, { version: 11, rows: [aView({ id: 99 })] })
    expect([next.rows, next.byId]).toEqual([state.rows, state.byId])
    expect(next.rows).toBe(state.rows)
  })

  it('passes over what was told before the window was, and comes after it', () => {
    expect(withRows(state, { version: 9, rows: [further] })).toBe(state)
  })

  it('outlives a window that was told before it, and comes after it', () => {
    const told = withRows(state, { version: 12, rows: [further] })
    const window = { revision: 4, version: 11, total: 100, first: 20, rows: [first, second] }
    const next = withWindow(told, query, window)
    expect(rowAt(next, 20)?.doneBytes).toBe(5)
    expect(rowAt(withWindow(next, query, { ...window, version: 13 }), 20)?.doneBytes).toBe(0)
  })

  it('is kept for a window that shows its row only now', () => {
    const told = withRows(state, { version: 12, rows: [aView({ id: 99, doneBytes: 5 })] })
    const rows = [aView({ id: 99 })]
    const window = { revision: 5, version: 11, total: 1, first: 0, rows }
    expect(rowAt(withWindow(told, query, window), 0)?.doneBytes).toBe(5)
  })
})
