import { describe, expect, it } from 'vitest'
import { BlockDigests } from '../../src/main/engine/proof/block-digests'
import { OverlapCheck } from '../../src/main/engine/proof/overlap-check'
import type { SegmentRecord } from '../../src/main/engine/records'
import { SegmentMap } from '../../src/main/engine/segments/segment-map'
import { Checkpointer } from '../../src/main/engine/transfer/checkpointer'
import { sleep } from '../../src/main/kernel'
import { thrownBy, virtually } from '../kernel/virtually'
import { FakeHasher } from './fake-hasher'
import { MemoryPart } from './simulated-source'

const LENGTH = 4 * 1024 * 1024

/** A part file of one segment, and a log of its flushes and of the bytes that records claim. */
function checkpointing() {
  const log: (string | number)[] = []
  const map = new SegmentMap(SegmentMap.whole(LENGTH))
  const part = new MemoryPart(LENGTH)
  const segment = map.take()
  if (segment === null) throw new Error('there is one segment')
  part.flush = function* () {
    log.push('flush begins')
    yield* sleep(100)
    log.push('flush ends')
  }
  const files = { path: (dir: string, name: string) => `${dir}/${name}` }
  const hasher = new FakeHasher(LENGTH)
  const overlaps = new OverlapCheck()
  const digests = new BlockDigests({ hasher, files, dir: '/files', partName: 'x.part', known: [] })
  const checkpointer = new Checkpointer({
    download: {
      record: { url: 'https://files.example/x' },
      checkpoint: (records: readonly SegmentRecord[]) => {
        log.push(records[0]?.position ?? -1)
      },
    },
    transactions: { deferCommit: (work) => work() },
    opened: { part, map, overlaps, digests },
    checkpointMs: 3_000,
  })
  const write = (bytes: number): void => {
    segment.position += bytes
    segment.claimed = segment.position
    checkpointer.wrote(bytes)
  }
  return { log, part, overlaps, checkpointer, write }
}

describe('a checkpoint', () => {
  it('records the snapshot from before its flush', () =>
    virtually(function* () {
      const { log, part, checkpointer, write } = checkpointing()
      const { flush } = part
      part.flush = function* () {
        write(500)
        yield* flush.call(part)
      }
      write(1_000)
      yield* checkpointer.checkpoint()
      expect(log).toEqual(['flush begins', 'flush ends', 1_000])
    }))

  it('records nothing if the flush fails', () =>
    virtually(function* () {
      const { log, part, checkpointer, write } = checkpointing()
      part.flush = function* () {
        yield* sleep(1)
        throw new Error('the disk is gone')
      }
      write(1_000)
      yield* thrownBy(checkpointer.checkpoint())
      expect(log).toEqual([])
    }))

  it('records nothing if other bytes were written at an overlap', () =>
    virtually(function* () {
      const { log, overlaps, checkpointer, write } = checkpointing()
      write(1_000)
      overlaps.expect(10, Uint8Array.of(1, 2, 3))
      expect(yield* thrownBy(checkpointer.checkpoint())).toMatchObject({ code: 'file-changed' })
      expect(log).toEqual([])
    }))
})

describe('a checkpointer', () => {
  it('makes checkpoints while bytes arrive', () =>
    virtually(function* () {
      const { log, checkpointer, write } = checkpointing()
      yield* checkpointer.during(function* () {
        yield* sleep(1_000)
        write(1024 * 1024)
        yield* sleep(1_000)
      })
      expect(log).toEqual(['flush begins', 'flush ends', 1024 * 1024])
    }))

  it('makes none for a transfer that ends at once', () =>
    virtually(function* () {
      const { log, checkpointer, write } = checkpointing()
      yield* checkpointer.during(function* () {
        write(1_000)
        yield* sleep(1)
      })
      expect(log).toEqual([])
    }))

  it('records the rest once', () =>
    virtually(function* () {
      const { log, checkpointer, write } = checkpointing()
      write(1_000)
      yield* checkpointer.recordRest()
      yield* checkpointer.recordRest()
      expect(log).toEqual(['flush begins', 'flush ends', 1_000])
    }))

  it('records a whole file with its digests', () =>
    virtually(function* () {
      const { log, checkpointer, write } = checkpointing()
      write(LENGTH)
      yield* checkpointer.recordWhole()
      expect(log.at(-1)).toBe(LENGTH)
      yield* checkpointer.recordRest()
      expect(log.filter((entry) => entry === 'flush begins')).toHaveLength(1)
    }))
})
