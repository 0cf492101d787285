import { describe, expect, it } from 'vitest'
import { BlockDigests } from '../../src/main/engine/proof/block-digests'
import { BLOCK_BYTES, blockRange } from '../../src/main/engine/proof/blocks'
import type { BlockRecord, SegmentRecord } from '../../src/main/engine/records'
import { createTask, sleep } from '../../src/main/kernel'
import { end, thrownBy, virtually } from '../kernel/virtually'
import { FakeHasher, fakeDigest } from './fake-hasher'

const B = BLOCK_BYTES
const LENGTH = 40 * B + 7
const upTo = (position: number, lengthBytes = LENGTH): SegmentRecord[] => [
  { start: 0, position, end: lengthBytes },
]
const record = (block: number): BlockRecord => ({
  block,
  digest: fakeDigest(blockRange(block, LENGTH)),
})

function aLedger(known: readonly number[] = []) {
  const hasher = new FakeHasher(LENGTH)
  const files = { path: (dir: string, name: string) => `${dir}/${name}` }
  const options = { hasher, files, dir: '/files', partName: 'x.part', known: known.map(record) }
  return { hasher, digests: new BlockDigests(options) }
}

describe('Ledger', () => {
  it('misses what is on disk and not yet known', () => {
    const { digests } = aLedger([0, 2])
    expect(digests.missing(upTo(3 * B + 1))).toEqual([1])
    expect(digests.missing(upTo(4 * B))).toEqual([1, 3])
  })

  it('hashes each block once, as checkpoints tell of it', () =>
    virtually(function* () {
      const { digests } = aLedger()
      const keeper = createTask(digests.keepHashing())
      yield* sleep(10)
      expect(digests.take()).toEqual([])
      digests.written(upTo(B))
      yield* sleep(10)
      expect(digests.take()).toEqual([record(0)])
      digests.written(upTo(B + 1))
      yield* sleep(10)
      expect(digests.take()).toEqual([])
      digests.written(upTo(3 * B))
      yield* sleep(10)
      expect(digests.take()).toEqual([record(1), record(2)])
      yield* end(keeper)
    }))

  it('hashes the short last block with its own length', () =>
    virtually(function* () {
      const { digests } = aLedger()
      digests.written([
        { start: 0, position: 0, end: 40 * B },
        { start: 40 * B, position: LENGTH, end: LENGTH },
      ])
      yield* digests.catchUp()
      expect(digests.take()).toEqual([
        { block: 40, digest: fakeDigest({ start: 40 * B, end: LENGTH }) },
      ])
    }))

  it('hashes the beginning of a block ahead, and then only the rest', () =>
    virtually(function* () {
      const { hasher, digests } = aLedger()
      const keeper = createTask(digests.keepHashing())
      for (const position of [0.2 * B, 0.5 * B, 0.6 * B, B]) {
        digests.written([
          { start: 0, position: 2 * B, end: 2 * B },
          { start: 2 * B, position: 2 * B + position, end: LENGTH },
        ])
        yield* sleep(10)
      }
      const parts = hasher.jobs.slice(1).map(([part]) => part)
      expect(parts).toMatchObject([
        { start: 2 * B, end: 2.5 * B },
        { start: 2.5 * B, end: 3 * B },
      ])
      expect(digests.take()).toEqual([record(0), record(1), record(2)])
      yield* end(keeper)
    }))

  it('hashes nothing ahead of a block whose beginning is not there', () =>
    virtually(function* () {
      const { hasher, digests } = aLedger()
      digests.written([
        { start: 0, position: 0, end: 0.5 * B },
        { start: 0.5 * B, position: 0.9 * B, end: LENGTH },
      ])
      yield* digests.catchUp()
      expect(hasher.jobs).toEqual([])
    }))

  it('works in batches and sees what came meanwhile', () =>
    virtually(function* () {
      const { hasher, digests } = aLedger()
      digests.written(upTo(20 * B))
      const catchUp = createTask(digests.catchUp())
      yield* sleep(0.5)
      digests.written(upTo(LENGTH))
      yield* catchUp
      expect(hasher.jobs.map((job) => job.length)).toEqual([16, 16, 9])
      expect(digests.take()).toEqual(Array.from({ length: 41 }, (_, block) => record(block)))
    }))

  it('cancelled keeps what it has, and another goes on', () =>
    virtually(function* () {
      const { digests } = aLedger()
      digests.written(upTo(20 * B))
      const keeper = createTask(digests.keepHashing())
      yield* sleep(1.5)
      yield* end(keeper)
      const first = digests.take()
      expect(first).toHaveLength(16)
      yield* digests.catchUp()
      expect(digests.take()).toEqual([16, 17, 18, 19].map(record))
    }))

  it('notices that somebody cut the part file', () =>
    virtually(function* () {
      const { hasher, digests } = aLedger()
      hasher.lengthBytes = 2 * B
      digests.written(upTo(4 * B))
      expect(yield* thrownBy(digests.catchUp())).toMatchObject({
        code: 'part-file-lost',
        facts: { path: '/files/x.part' },
      })
    }))
})
