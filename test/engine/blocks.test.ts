import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BLOCK_BYTES,
  blockRange,
  blocksOnDisk,
  countBlocks,
  segmentsToRepair,
} from '../../src/main/engine/proof/blocks'
import type { SegmentRecord } from '../../src/main/engine/records'

const B = BLOCK_BYTES
const UNKNOWN = Number.POSITIVE_INFINITY
const segment = (start: number, position: number, end: number): SegmentRecord => ({
  start,
  position,
  end,
})

describe('blocksOnDisk', () => {
  it.each<[string, SegmentRecord[], number[]]>([
    ['nothing is known yet', [], []],
    ['an empty file', [segment(0, 0, 0)], []],
    ['a short file that is whole', [segment(0, 5, 5)], [0]],
    ['a short file that lacks a byte', [segment(0, 4, 5)], []],
    ['a file of exactly a block', [segment(0, B, B)], [0]],
    ['a first block that lacks a byte', [segment(0, B - 1, 3 * B)], []],
    ['a first block', [segment(0, B, 3 * B)], [0]],
    ['a first block and some of the next', [segment(0, B + 1, 3 * B)], [0]],
    ['the short last block', [segment(0, 0, 2 * B), segment(2 * B, 2 * B + 7, 2 * B + 7)], [2]],
    ['a last block that lacks a byte', [segment(0, 2 * B + 6, 2 * B + 7)], [0, 1]],
    ['a segment that begins inside a block', [segment(0, 0, 5), segment(5, 3 * B, 3 * B)], [1, 2]],
    ['a block over two segments', [segment(0, 5, 5), segment(5, B, 2 * B)], [0]],
    ['a hole inside a block', [segment(0, 5, 6), segment(6, 2 * B, 2 * B)], [1]],
    ['segments in any order', [segment(B, 2 * B, 2 * B), segment(0, B, B)], [0, 1]],
    ['an unknown length', [segment(0, 2 * B + 7, UNKNOWN)], [0, 1]],
    ['an unknown length, at the edge of a block', [segment(0, 2 * B, UNKNOWN)], [0, 1]],
  ])('%s', (_title, segments, expected) => {
    expect(blocksOnDisk(segments)).toEqual(expected)
  })
})

describe('segmentsToRepair', () => {
  it.each<[string, number[], number, SegmentRecord[]]>([
    ['nothing to repair', [], 2 * B, [segment(0, 2 * B, 2 * B)]],
    ['an empty file', [], 0, [segment(0, 0, 0)]],
    ['the first block', [0], 2 * B, [segment(0, 0, B), segment(B, 2 * B, 2 * B)]],
    ['the short last block', [2], 2 * B + 7, [segment(0, 2 * B, 2 * B + 7)]],
    ['a file of one block', [0], 5, [segment(0, 0, 5)]],
    [
      'neighbours are one hole',
      [1, 2],
      4 * B,
      [segment(0, B, 3 * B), segment(3 * B, 4 * B, 4 * B)],
    ],
    ['two holes', [0, 2], 3 * B, [segment(0, 0, B), segment(B, 2 * B, 3 * B)]],
    ['in any order, twice', [2, 0, 2], 3 * B, [segment(0, 0, B), segment(B, 2 * B, 3 * B)]],
    ['a block behind the end', [7], 2 * B, [segment(0, 2 * B, 2 * B)]],
    ['all', [0, 1, 2], 2 * B + 1, [segment(0, 0, 2 * B + 1)]],
  ])('%s', (_title, damaged, lengthBytes, expected) => {
    expect(segmentsToRepair(damaged, lengthBytes)).toEqual(expected)
  })

  it('tiles the file, and lacks the damaged blocks and nothing else', () => {
    const file = fc.integer({ min: 1, max: 40 * B }).chain((lengthBytes) =>
      fc.record({
        lengthBytes: fc.constant(lengthBytes),
        damaged: fc.uniqueArray(fc.nat({ max: countBlocks(lengthBytes) - 1 })),
      }),
    )
    fc.assert(
      fc.property(file, ({ lengthBytes, damaged }) => {
        const segments = segmentsToRepair(damaged, lengthBytes)
        const edges = segments.flatMap(({ start, end }) => [start, end])
        expect([edges[0], edges.at(-1)]).toEqual([0, lengthBytes])
        for (const [index, { start }] of segments.slice(1).entries()) {
          expect(start).toBe(segments[index]?.end)
        }
        const sound = Array.from({ length: countBlocks(lengthBytes) }, (_, block) => block).filter(
          (block) => !damaged.includes(block),
        )
        expect(blocksOnDisk(segments)).toEqual(sound)
        const missingBytes = segments.reduce((sum, { position, end }) => sum + end - position, 0)
        const damagedBytes = damaged
          .map((block) => blockRange(block, lengthBytes))
          .reduce((sum, { start, end }) => sum + end - start, 0)
        expect(missingBytes).toBe(damagedBytes)
      }),
    )
  })
})
