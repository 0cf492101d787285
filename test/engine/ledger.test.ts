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
      ledger.flushed(upTo(B))
      yield* sleep(10)
      expect(ledger.take()).toEqual([record(0)])
      ledger.flushed(upTo(B + 1))
      yield* sleep(10)
      expect(ledger.take()).toEqual([])
      ledger.flushed(upTo(3 * B))
      yield* sleep(10)
      expect(ledger.take()).toEqual([record(1), record(2)])
      yield* end(keeper)
    }))

  it('hashes the short last block with its own length', () =>
    virtually(function* () {
      const { ledger } = aLedger()
      ledger.flushed([
        { start: 0, position: 0, end: 40 * B },
        { start: 40 * B, position: LENGTH, end: LENGTH },
      ])
      yield* ledger.catchUp()
      expect(ledger.take()).toEqual([
        { block: 40, digest: fakeDigest({ start: 40 * B, end: LENGTH }) },
      ])
    }))

  it('works in batches and sees what came meanwhile', () =>
    virtually(function* () {
      const { hasher, ledger } = aLedger()
      ledger.flushed(upTo(20 * B))
      const catchUp = createTask(ledger.catchUp())
      yield* sleep(0.5)
      ledger.flushed(upTo(LENGTH))
      yield* catchUp
      expect(hasher.jobs.map((job) => job.length)).toEqual([16, 16, 9])
      expect(ledger.take()).toEqual(Array.from({ length: 41 }, (_, block) => record(block)))
    }))

  it('cancelled keeps what it has, and another goes on', () =>
    virtually(function* () {
      const { ledger } = aLedger()
      ledger.flushed(upTo(20 * B))
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
      ledger.flushed(upTo(4 * B))
      expect(yield* thrownBy(ledger.catchUp())).toMatchObject({
        code: 'part-file-lost',
        facts: { path: '/files/x.part' },
      })
    }))
})
