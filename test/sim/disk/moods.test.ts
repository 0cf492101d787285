import { describe, expect, it } from 'vitest'
import type { Coroutine } from '../../../src/main/kernel'
import { createTask, sleep } from '../../../src/main/kernel'
import { end, thrownBy } from '../../kernel/virtually'
import { DIR, type Life, Machine } from './machine'

const PATH = `${DIR}/x.part`
const TEXT = Buffer.from('x'.repeat(10_000))

/** Runs a program that must end well. */
function live(machine: Machine, main: (life: Life) => Coroutine<unknown>): void {
  expect(machine.live(main)).toMatchObject({ hasEnded: true, thrown: null })
}

describe('a disk', () => {
  it('writes what fits when it is full, and the rest later', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.setLength(1_000_000)
      expect(yield* files.freeBytes(DIR)).toBe(10_000_000)
      machine.disk.fill(8_200)
      expect(yield* files.freeBytes(DIR)).toBe(8_200)
      expect(yield* thrownBy(part.write([TEXT], 0))).toMatchObject({
        code: 'disk-full',
        facts: { path: DIR },
      })
      expect(Buffer.from(yield* part.read(0, 10_000)).indexOf(0)).toBe(8_192)
      machine.disk.fill(null)
      yield* part.write([TEXT], 0)
      yield* part.flush()
      expect(yield* files.freeBytes(DIR)).toBe(10_000_000 - 3 * 4096)
      yield* part.close()
      yield* files.remove(DIR, 'x.part')
      expect(yield* files.freeBytes(DIR)).toBe(10_000_000)
    })
  })

  it('can be read but not changed when it is read-only', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.write([TEXT], 0)
      machine.disk.readOnly(true)
      const refused = { code: 'folder-not-writable', facts: { path: DIR } }
      expect(yield* files.isWritable(DIR)).toBe(false)
      for (const attempt of [
        part.write([TEXT], 0),
        part.setLength(5),
        part.flush(),
        files.reserve(DIR, 'y', () => false),
        files.remove(DIR, 'x.part'),
        files.finish(DIR, 'x.part', 'x'),
      ]) {
        expect(yield* thrownBy(attempt)).toMatchObject(refused)
      }
      expect(yield* part.read(0, 10_000)).toEqual(new Uint8Array(TEXT))
      machine.disk.readOnly(false)
      expect(yield* thrownBy(part.flush())).toMatchObject(refused)
    })
  })

  it('keeps a reserved part when it becomes read-only', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files }) {
      const reserving = createTask(files.reserve(DIR, 'x', () => false))
      while (!machine.names().includes('x.part')) yield* sleep(0.01)
      machine.disk.readOnly(true)
      reserving.cancel()
      yield* thrownBy(reserving[Symbol.iterator]())
      expect(reserving.cancelled()).toBe(true)
    })
    expect(machine.names()).toEqual(['x.part'])
  })

  it('reports folder-missing when it is unplugged', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files, hasher }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.write([TEXT], 0)
      yield* part.flush()
      machine.disk.unplug(true)
      const missing = { code: 'folder-missing', facts: { path: DIR } }
      expect(yield* files.isFolder(DIR)).toBe(false)
      for (const attempt of [
        part.write([TEXT], 0),
        part.flush(),
        files.openPart(DIR, 'x.part'),
        files.reserve(DIR, 'y', () => false),
        hasher.digest(DIR, 'x.part', ['md5']),
      ]) {
        expect(yield* thrownBy(attempt)).toMatchObject(missing)
      }
      machine.disk.unplug(false)
      expect(yield* files.isFolder(DIR)).toBe(true)
      expect(yield* thrownBy(part.write([TEXT], 0))).toMatchObject(missing)
      yield* part.close()
      const again = yield* files.openPart(DIR, 'x.part')
      expect(again.touched).toBeNull()
      expect(yield* again.read(0, 10_000)).toEqual(new Uint8Array(TEXT))
      yield* again.close()
    })
  })

  it('reports folder-missing when it is unplugged while hashing', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files, hasher }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.write([new Uint8Array(5_000_000)], 0)
      yield* part.close()
      const hashing = createTask(hasher.digest(DIR, 'x.part', ['md5']))
      yield* sleep(100)
      machine.disk.unplug(true)
      expect(yield* thrownBy(hashing[Symbol.iterator]())).toMatchObject({ code: 'folder-missing' })
    })
  })

  it('fails every flush of a file after a lost write', () => {
    const machine = new Machine(1)
    live(machine, function* ({ files }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.write([TEXT], 0)
      machine.disk.failNextFlush()
      const flushing = createTask(part.flush())
      yield* sleep(1)
      yield* end(flushing)
      expect(flushing.cancelled()).toBe(true)
      const failed = { code: 'disk-error', facts: { detail: 'EIO' } }
      expect(yield* thrownBy(part.flush())).toMatchObject(failed)
      expect(machine.disk.isDurable(PATH, 0, 1)).toBe(false)
    })
  })

  it('ends concurrent writes in any order', () => {
    const orders = new Set<string>()
    for (let seed = 1; seed <= 20; seed += 1) {
      const machine = new Machine(seed)
      live(machine, function* ({ files }) {
        const part = yield* files.openPart(DIR, 'x.part')
        const order: number[] = []
        const write = function* (number: number): Coroutine<void> {
          yield* part.write([TEXT], number * TEXT.byteLength)
          order.push(number)
        }
        for (const task of [0, 1, 2].map((number) => createTask(write(number)))) yield* task
        orders.add(order.join())
      })
    }
    expect(orders.size).toBeGreaterThan(3)
  })
})

describe('another program', () => {
  it.each(['overwrite', 'truncate', 'delete'] as const)('does %s, and leaves a trace', (how) => {
    const machine = new Machine(1)
    live(machine, function* ({ files }) {
      const part = yield* files.openPart(DIR, 'x.part')
      yield* part.write([TEXT], 0)
      yield* part.close()
      machine.disk.meddle(PATH, how)
      expect(machine.bytes('x.part')).not.toEqual(TEXT)
      const again = yield* files.openPart(DIR, 'x.part')
      expect(again.touched).toBe(true)
      yield* again.close()
    })
  })
})
