import { describe, expect, it } from 'vitest'
import { segmentCells } from '../../src/renderer/components/details/segment-cells'

const work = { isReceiving: true, speedBytesPerSec: 1 }
const tile = (
  start: number,
  position: number,
  end: number | null,
  at: typeof work | null = null,
) => ({
  ...{ start, position, end },
  work: at,
})

describe('the map of a file', () => {
  it('tells how much of each cell is there', () => {
    const cells = segmentCells([tile(0, 150, 500), tile(500, 500, 1000)], 1000, 10)
    expect(cells.map(({ held }) => held)).toEqual([1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('adds up what several segments have of one cell', () => {
    const cells = segmentCells([tile(0, 25, 50), tile(50, 75, 100)], 100, 1)
    expect(cells).toEqual([{ held: 0.5, connection: null }])
  })

  it('shows the connections where they write, by their order in the file', () => {
    const segments = [tile(0, 10, 10), tile(10, 30, 50, work), tile(50, 80, 100, work)]
    const at = segmentCells(segments, 100, 10).map(({ connection }) => connection)
    expect(at).toEqual([null, null, null, 0, null, null, null, null, 1, null])
  })

  it('keeps a connection at the very end inside', () => {
    expect(segmentCells([tile(0, 100, 100, work)], 100, 4)[3]?.connection).toBe(0)
  })

  it('is full as far as anything is known of a file without a length', () => {
    const cells = segmentCells([tile(0, 40, null, work)], null, 4)
    expect(cells.map(({ held }) => held)).toEqual([1, 1, 1, 1])
  })

  it('is empty for an empty file', () => {
    expect(segmentCells([], 0, 4)).toEqual([])
  })
})
