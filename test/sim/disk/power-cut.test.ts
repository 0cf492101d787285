import { describe, expect, it } from 'vitest'
import { type Coroutine, createTask, gather } from '../../../src/main/kernel'
import { DIR, Machine } from './machine'

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1)
const LENGTH = 40_000
const SECTOR = 512

const filled = (lengthBytes: number, byte: number): Uint8Array =>
  new Uint8Array(lengthBytes).fill(byte)

/** A part of flushed ones, with unflushed twos over its middle. */
function halfFlushed(seed: number): Machine {
  const machine = new Machine(seed)
  const { process } = machine.live(function* ({ files }) {
    const part = yield* files.openPart(DIR, 'x.part')
    yield* part.write([filled(LENGTH, 1)], 0)
    yield* part.flush()
    yield* part.write([filled(20_000, 2)], 10_000)
    yield* part.write([filled(20_000, 3)], LENGTH)
  })
  process.die()
  return machine
}

/** A few hundred random writes and flushes at once. */
function* scribble(machine: Machine, part: Scribbled): Coroutine<void> {
  const { world } = machine
  const act = function* (round: number): Coroutine<void> {
    const fate = world.random()
    if (fate < 0.1) yield* part.flush()
    else {
      const bytes = filled(world.pick(1, 9_000), round % 251)
      yield* part.write([bytes], world.pick(0, LENGTH))
    }
  }
  for (let round = 0; round < 60; round += 3) {
    yield* gather([round, round + 1, round + 2].map((one) => createTask(act(one))))
  }
}

interface Scribbled {
  write(chunks: readonly Uint8Array[], position: number): Coroutine<void>
  flush(): Coroutine<void>
}

function scribbled(seed: number): Machine {
  const machine = new Machine(seed)
  const { process, thrown } = machine.live(function* ({ files }) {
    const part = yield* files.openPart(DIR, 'x.part')
    yield* scribble(machine, part)
  })
  expect(thrown).toBeNull()
  process.die()
  return machine
}

describe('a power cut', () => {
  it('keeps everything that was flushed', () => {
    for (const seed of SEEDS) {
      const machine = halfFlushed(seed)
      machine.disk.powerCut()
      const bytes = machine.bytes('x.part') ?? Buffer.alloc(0)
      expect(bytes.subarray(0, 10_000).equals(filled(10_000, 1))).toBe(true)
      expect(bytes.subarray(30_000, LENGTH).equals(filled(10_000, 1))).toBe(true)
    }
  })

  it('keeps, loses and tears the rest', () => {
    const fates = new Set<string>()
    const lengths = new Set<number | undefined>()
    for (const seed of SEEDS) {
      const machine = halfFlushed(seed)
      machine.disk.powerCut()
      const bytes = machine.bytes('x.part')
      lengths.add(bytes?.byteLength)
      const page = [...(bytes?.subarray(12_288, 16_384) ?? [])]
      const sectors = Array.from(
        { length: 8 },
        (_, index) => new Set(page.slice(index * SECTOR, (index + 1) * SECTOR)),
      )
      expect(sectors.every(({ size }) => size === 1)).toBe(true)
      fates.add([...new Set(page)].sort().join(' and '))
    }
    expect([...fates].sort()).toEqual(['1', '1 and 2', '2'])
    expect([...lengths].sort()).toEqual([LENGTH, LENGTH + 20_000])
  })

  it('does not change durable bytes', () => {
    let durable = 0
    for (const seed of SEEDS) {
      const { disk, world } = scribbled(seed)
      const path = `${DIR}/x.part`
      const before = Buffer.from(disk.read(path) ?? [])
      const ranges = Array.from({ length: 40 }, () => {
        const start = world.pick(0, before.byteLength)
        return { start, end: Math.min(before.byteLength, start + world.pick(1, 4_000)) }
      }).filter(({ start, end }) => disk.isDurable(path, start, end))
      durable += ranges.length
      disk.powerCut()
      for (const { start, end } of ranges) {
        const after = disk.read(path)?.subarray(start, end) ?? []
        expect(before.subarray(start, end).equals(Buffer.from(after))).toBe(true)
      }
    }
    expect(durable).toBeGreaterThan(SEEDS.length)
  })

  it('leaves the same bytes and the same trace for the same seed', () => {
    const outcome = (seed: number) => {
      const machine = scribbled(seed)
      machine.disk.powerCut()
      return { bytes: machine.bytes('x.part'), trace: machine.world.trace.text() }
    }
    expect(outcome(1)).toEqual(outcome(1))
    expect(outcome(1).bytes).not.toEqual(outcome(2).bytes)
  })

  it('keeps the first changes of names', () => {
    const seen = new Set<string>()
    for (const seed of SEEDS) {
      const machine = new Machine(seed)
      const { tree } = machine.disk
      tree.create(`${DIR}/a`)
      tree.flushNames()()
      tree.link(`${DIR}/a`, `${DIR}/b`)
      tree.unlink(`${DIR}/a`)
      tree.rename(`${DIR}/b`, `${DIR}/c`)
      tree.makeFolder(`${DIR}/d`)
      machine.disk.powerCut()
      seen.add([...machine.names(), ...(tree.isFolder(`${DIR}/d`) ? ['d'] : [])].join(' '))
    }
    expect([...seen].sort()).toEqual(['a', 'a b', 'b', 'c', 'c d'])
  })

  it('keeps the name of a flushed file', () => {
    for (const seed of SEEDS) {
      const machine = halfFlushed(seed)
      machine.disk.powerCut()
      expect(machine.names()).toEqual(['x.part'])
    }
  })

  it('does not bring back a removed file', () => {
    for (const seed of SEEDS) {
      const machine = halfFlushed(seed)
      machine.live(({ files }) => files.remove(DIR, 'x.part')).process.die()
      machine.disk.powerCut()
      expect(machine.names()).toEqual([])
    }
  })

  it('may lose a file that was never flushed', () => {
    const seen = new Set<string>()
    for (const seed of SEEDS) {
      const machine = new Machine(seed)
      machine.live(({ files }) => files.reserve(DIR, 'x', () => false)).process.die()
      machine.disk.powerCut()
      seen.add(machine.names().join())
    }
    expect([...seen].sort()).toEqual(['', 'x.part'])
  })
})

describe('a flush that failed', () => {
  /** Whether the ones survive a power cut, for all seeds. */
  const outcomes = (rewrites: boolean): Set<boolean> => {
    const seen = new Set<boolean>()
    for (const seed of SEEDS.slice(0, 50)) {
      const machine = new Machine(seed)
      const { process } = machine.live(function* ({ files }) {
        let part = yield* files.openPart(DIR, 'x.part')
        yield* part.setLength(4096)
        yield* part.flush()
        yield* part.write([filled(1_000, 1)], 0)
        machine.disk.failNextFlush()
        try {
          yield* part.flush()
        } catch {
          yield* part.close()
        }
        part = yield* files.openPart(DIR, 'x.part')
        yield* part.write([filled(1_000, 1)], rewrites ? 0 : 2_000)
        yield* part.flush()
      })
      const path = `${DIR}/x.part`
      expect(machine.disk.isDurable(path, 0, 1_000)).toBe(rewrites)
      expect(machine.disk.isDurable(path, 2_000, 3_000)).toBe(true)
      process.die()
      machine.disk.powerCut()
      seen.add(machine.bytes('x.part')?.subarray(0, 1_000).equals(filled(1_000, 1)) === true)
    }
    return seen
  }

  it('may lose bytes that later flushes do not secure', () => {
    expect(outcomes(false)).toEqual(new Set([true, false]))
  })

  it('is repaired by writing again', () => {
    expect(outcomes(true)).toEqual(new Set([true]))
  })
})
