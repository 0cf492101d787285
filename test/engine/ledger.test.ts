import { describe, expect, it } from 'vitest'
import type { BlockRecord, SegmentRecord } from '../../src/main/engine/ports'
import { BLOCK_BYTES, blockRange } from '../../src/main/engine/proof/blocks'
import { Ledger } from '../../src/main/engine/proof/ledger'
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
  return { hasher, ledger: new Ledger(options) }
}

describe('Ledger', () => {
  it('misses what is on disk and not yet known', () => {
    const { ledger } = aLedger([0, 2])
    expect(ledger.missing(upTo(3 * B + 1))).toEqual([1])
    expect(ledger.missing(upTo(4 * B))).toEqual([1, 3])
  })

  it('hashes each block once, as checkpoints tell of it', () =>
    virtually(function* () {
      const { ledger } = aLedger()
      const keeper = createTask(ledger.keep())
      yield* sleep(10)
      expect(ledger.take()).toEqual([])
      ledger.written(upTo(B))
      yield* sleep(10)
      expect(ledger.take()).toEqual([record(0)])
      ledger.written(upTo(B + 1))
      yield* sleep(10)
      expect(ledger.take()).toEqual([])
      ledger.written(upTo(3 * B))
      yield* sleep(10)
      expect(ledger.take()).toEqual([record(1), record(2)])
      yield* end(keeper)
    }))

  it('hashes the short last block with its own length', () =>
    virtually(function* () {
      const { ledger } = aLedger()
      ledger.written([
        { start: 0, position: 0, end: 40 * B },
        { start: 40 * B, position: LENGTH, end: LENGTH },
      ])
      yield* ledger.catchUp()
      expect(ledger.take()).toEqual([
        { block: 40, digest: fakeDigest({ start: 40 * B, end: LENGTH }) },
      ])
    }))

  it('hashes the beginning of a block ahead, and then only the rest', () =>
    virtually(function* () {
      const { hasher, ledger } = aLedger()
      const keeper = createTask(ledger.keep())
      for (const position of [0.2 * B, 0.5 * B, 0.6 * B, B]) {
        ledger.written([
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
      expect(ledger.take()).toEqual([record(0), record(1), record(2)])
      yield* end(keeper)
    }))

  it('hashes nothing ahead of a block whose beginning is not there', () =>
    virtually(function* () {
      const { hasher, ledger } = aLedger()
      ledger.written([
        { start: 0, position: 0, end: 0.5 * B },
        { start: 0.5 * B, position: 0.9 * B, end: LENGTH },
      ])
      yield* ledger.catchUp()
      expect(hasher.jobs).toEqual([])
    }))

  it('works in batches and sees what came meanwhile', () =>
    virtually(function* () {
      const { hasher, ledger } = aLedger()
      ledger.written(upTo(20 * B))
      const catchUp = createTask(ledger.catchUp())
      yield* sleep(0.5)
      ledger.written(upTo(LENGTH))
      yield* catchUp
      expect(hasher.jobs.map((job) => job.length)).toEqual([16, 16, 9])
      expect(ledger.take()).toEqual(Array.from({ length: 41 }, (_, block) => record(block)))
    }))

  it('cancelled keeps what it has, and another goes on', () =>
    virtually(function* () {
      const { ledger } = aLedger()
      ledger.written(upTo(20 * B))
      const keeper = createTask(ledger.keep())
      yield* sleep(1.5)
      yield* end(keeper)
      const first = ledger.take()
      expect(first).toHaveLength(16)
      yield* ledger.catchUp()
      expect(ledger.take()).toEqual([16, 17, 18, 19].map(record))
    }))

  it('notices that somebody cut the part file', () =>
    virtually(function* () {
      const { hasher, ledger } = aLedger()
      hasher.lengthBytes = 2 * B
      ledger.written(upTo(4 * B))
      expect(yield* thrownBy(ledger.catchUp())).toMatchObject({
        code: 'part-file-lost',
        facts: { path: '/files/x.part' },
      })
    }))
})
