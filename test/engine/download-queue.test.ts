import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DownloadQueue } from '../../src/main/engine/download-queue'

const any = () => true

describe('DownloadQueue', () => {
  it('gives out the first added first, whenever it joined', () => {
    const queue = new DownloadQueue()
    for (const id of [5, 2, 9, 2, 1]) queue.add(id)
    expect([1, 2, 3, 4, 5].map(() => queue.take(any))).toEqual([1, 2, 5, 9, undefined])
  })

  it('passes over what is not ready and keeps its place', () => {
    const queue = new DownloadQueue()
    for (const id of [1, 2, 3]) queue.add(id)
    expect(queue.take((id) => id > 1)).toBe(2)
    expect(queue.take((id) => id > 3)).toBeUndefined()
    expect(queue.take(any)).toBe(1)
  })

  it('holds what was added and not deleted, in order', () => {
    const command = fc.tuple(fc.constantFrom('add', 'delete'), fc.integer({ min: 1, max: 12 }))
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        const queue = new DownloadQueue()
        const model = new Set<number>()
        for (const [what, id] of commands) {
          if (what === 'add') {
            queue.add(id)
            model.add(id)
          } else {
            queue.delete(id)
            model.delete(id)
          }
        }
        const taken: number[] = []
        for (let id = queue.take(any); id !== undefined; id = queue.take(any)) taken.push(id)
        expect(taken).toEqual([...model].sort((a, b) => a - b))
      }),
    )
  })
})
