import { beforeEach, describe, expect, it, vi } from 'vitest'
import { NO_LIST, useList } from '../../src/renderer/stores/list'
import {
  all,
  NOTHING,
  none,
  only,
  ranged,
  selectAll,
  selectionSettled,
  selectNone,
  selectRow,
  toggled,
  useSelection,
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

describe('a selection that the main process has to tell', () => {
  const answers: ((ids: readonly number[]) => void)[] = []
  const ask = (): Promise<readonly number[]> => new Promise((resolve) => answers.push(resolve))
  const answer = async (ids: readonly number[]): Promise<void> => {
    answers.shift()?.(ids)
    await new Promise(setImmediate)
  }
  const selected = () => [...useSelection.getState().ids]

  beforeEach(() => {
    answers.length = 0
    vi.stubGlobal('window', { rill: { idsBetween: ask, listIds: ask } })
    useList.setState({ ...NO_LIST, query: {} })
    selectRow(2)
  })

  it('leaves the keyboard where it has gone meanwhile', async () => {
    selectRow(3, { range: true })
    expect(useSelection.getState().current).toBe(3)
    selectRow(4, { range: true })
    await answer([2, 3])
    expect(useSelection.getState().current).toBe(4)
    await answer([2, 3, 4])
    expect([useSelection.getState().current, selected()]).toEqual([4, [2, 3, 4]])
  })

  it('does not come back after another row was chosen', async () => {
    selectRow(9, { range: true })
    selectRow(5)
    await answer([2, 3, 9])
    expect(selected()).toEqual([5])
  })

  it('does not come back after nothing was chosen', async () => {
    selectAll()
    selectNone()
    await answer([1, 2, 3])
    expect(selected()).toEqual([])
  })

  it('can be waited for before something is done with it', async () => {
    selectAll()
    const deleted = selectionSettled().then(selected)
    await answer([1, 2, 3])
    expect(await deleted).toEqual([1, 2, 3])
  })
})
