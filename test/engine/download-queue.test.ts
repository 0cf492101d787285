import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DownloadQueue } from '../../src/main/engine/queue/download-queue'

const any = () => true

describe('DownloadQueue', () => {
  it('gives out the lowest rank first, whenever it joined', () => {
    const queue = new DownloadQueue<number>()
    const ranked = [
      [5, 0.5],
      [2, -1],
      [9, 3],
      [2, -1],
      [1, 2.5],
    ] as const
    for (const [id, rank] of ranked) queue.add(id, rank, id)
    expect([1, 2, 3, 4, 5].map(() => queue.take(any))).toEqual([2, 5, 1, 9, undefined])
  })

  it('passes over what is not ready and keeps its place', () => {
    const queue = new DownloadQueue<number>()
    for (const id of [1, 2, 3]) queue.add(id, id, id)
    expect(queue.take((id) => id > 1)).toBe(2)
    expect(queue.take((id) => id > 3)).toBeUndefined()
    expect(queue.take(any)).toBe(1)
  })

  it('holds what was added and not deleted or taken, by its last rank', () => {
    const id = fc.integer({ min: 1, max: 12 })
    const rank = fc.integer({ min: -3, max: 3 })
    const command = fc.tuple(fc.constantFrom('add', 'delete', 'take'), id, rank)
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200, size: 'max' }), (commands) => {
        const queue = new DownloadQueue<number>()
        const model = new Map<number, number>()
        const first = (least = 0): number | undefined =>
          [...model]
            .sort(([a, rankA], [b, rankB]) => rankA - rankB || a - b)
            .find(([id]) => id >= least)?.[0]
        for (const [what, id, rank] of commands) {
          if (what === 'add') {
            queue.add(id, rank, id)
            model.set(id, rank)
          } else if (what === 'delete') {
            queue.delete(id)
            model.delete(id)
          } else {
            const expected = first(id)
            expect(queue.take((candidate) => candidate >= id)).toBe(expected)
            if (expected !== undefined) model.delete(expected)
          }
          expect(queue.has(id)).toBe(model.has(id))
        }
        for (let id = first(); id !== undefined; id = first()) {
          expect(queue.take(any)).toBe(id)
          model.delete(id)
        }
        expect(queue.take(any)).toBeUndefined()
      }),
    )
  })
})
