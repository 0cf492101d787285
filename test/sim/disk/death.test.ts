import { describe, expect, it } from 'vitest'
import type { Coroutine } from '../../../src/main/kernel'
import { thrownBy } from '../../kernel/virtually'
import { Killed } from '../world/process'
import { DIR, type Life, Machine } from './machine'

const TEXT = Buffer.from('x'.repeat(20_000))

/** Lets `main` die before each of its steps, each time on a new machine, and checks the result. */
function dieAtEachStep(
  main: (life: Life) => Coroutine<unknown>,
  look: (machine: Machine, step: number) => void,
  prepare: (machine: Machine) => void = () => undefined,
  seed = 1,
): number {
  for (let step = 0; ; step += 1) {
    const machine = new Machine(seed)
    prepare(machine)
    const { hasEnded, process } = machine.live(main, step)
    process.die()
    look(machine, step)
    if (hasEnded) return step
  }
}

function* download({ files }: Life): Coroutine<void> {
  const { partName, fileName } = yield* files.reserve(DIR, 'x', () => false)
  const part = yield* files.openPart(DIR, partName)
  yield* part.write([TEXT], 0)
  yield* part.flush()
  yield* part.close()
  yield* files.finish(DIR, partName, fileName)
}

/** A complete part that is safely on disk. */
function withPart(machine: Machine): void {
  machine.live(function* ({ files }) {
    const part = yield* files.openPart(DIR, 'x.part')
    yield* part.write([TEXT], 0)
    yield* part.flush()
    yield* part.close()
  })
}

describe('a process that dies', () => {
  it('keeps the bytes it has written', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const machine = new Machine(seed)
      const { process } = machine.live(function* ({ files }) {
        const part = yield* files.openPart(DIR, 'x.part')
        yield* part.write([TEXT], 0)
        expect(machine.disk.openHandles(process)).toBe(1)
      })
      process.die()
      expect(machine.bytes('x.part')?.equals(TEXT)).toBe(true)
      expect(machine.disk.openHandles(process)).toBe(0)
    }
  })

  it('leaves a write in progress whole, partial or undone', () => {
    const lengths = new Set<number>()
    for (let seed = 1; seed <= 100; seed += 1) {
      const machine = new Machine(seed)
      const written: number[] = []
      machine.disk.onWrite((_path, position, bytes) => written.push(position + bytes.byteLength))
      machine.live(function* ({ files, process }) {
        const part = yield* files.openPart(DIR, 'x.part')
        machine.world.after(0.5, () => process.die())
        yield* part.write([TEXT], 0)
      })
      const bytes = machine.bytes('x.part') ?? Buffer.alloc(0)
      expect(bytes.equals(TEXT.subarray(0, bytes.byteLength))).toBe(true)
      expect(written).toEqual(bytes.byteLength === 0 ? [] : [bytes.byteLength])
      lengths.add(bytes.byteLength)
    }
    expect(lengths).toContain(0)
    expect(lengths).toContain(TEXT.byteLength)
    expect(lengths.size).toBeGreaterThan(10)
  })

  it('does nothing more, whatever its clean-up tries', () => {
    const machine = new Machine(1)
    const thrown: unknown[] = []
    machine.live(function* ({ files, hasher, process }) {
      const part = yield* files.openPart(DIR, 'x.part')
      process.die()
      for (const attempt of [
        part.write([TEXT], 0),
        part.close(),
        files.remove(DIR, 'x.part'),
        files.lengthOf(DIR, 'x.part'),
        hasher.digest(DIR, 'x.part', ['md5']),
      ]) {
        thrown.push(yield* thrownBy(attempt))
      }
    })
    expect(thrown).toHaveLength(5)
    expect(thrown.every((error) => error instanceof Killed)).toBe(true)
    expect(machine.bytes('x.part')).toEqual(Buffer.alloc(0))
  })

  it('dies with one more effect after each step', () => {
    const seen = new Set<string>()
    const steps = dieAtEachStep(download, (machine) => {
      const names = machine.names()
      const [name = ''] = names
      seen.add(`${names.join()} ${machine.bytes(name)?.byteLength === TEXT.byteLength}`)
    })
    expect(steps).toBeGreaterThan(8)
    expect([...seen]).toEqual(
      expect.arrayContaining([' false', 'x.part false', 'x.part true', 'x,x.part true', 'x true']),
    )
  })

  it('leaves a reservation that the next process takes over', () => {
    const reserve = ({ files }: Life) => files.reserve(DIR, 'x', () => false)
    dieAtEachStep(reserve, (machine) => {
      const { hasEnded } = machine.live(function* (life) {
        expect(yield* reserve(life)).toEqual({ fileName: 'x', partName: 'x.part' })
      })
      expect(hasEnded).toBe(true)
      expect(machine.names()).toEqual(['x.part'])
    })
  })
})

describe('a process that dies taking over a reservation', () => {
  const reserve = ({ files }: Life) => files.reserve(DIR, 'x', () => false)

  it('leaves a reservation that the next process takes over', () => {
    const steps = dieAtEachStep(
      reserve,
      (machine) => {
        const names = machine.live(function* (life) {
          expect(yield* reserve(life)).toEqual({ fileName: 'x', partName: 'x.part' })
        })
        expect(names).toMatchObject({ hasEnded: true, thrown: null })
        expect(machine.names()).toEqual(['x.part'])
      },
      (machine) => machine.live(reserve).process.die(),
    )
    expect(steps).toBeGreaterThan(1)
  })
})

describe('finish', () => {
  it.each([false, true])('is completed by the next process: may replace %s', (replace) => {
    const finish = ({ files }: Life) => files.finish(DIR, 'x.part', 'x', { replace })
    const steps = dieAtEachStep(
      finish,
      (machine) => {
        expect([machine.bytes('x'), machine.bytes('x.part')]).toContainEqual(TEXT)
        if (machine.names().includes('x.part')) {
          expect(machine.live(finish)).toMatchObject({ hasEnded: true, thrown: null })
        }
        expect(machine.names()).toEqual(['x'])
        expect(machine.bytes('x')).toEqual(TEXT)
      },
      withPart,
    )
    expect(steps).toBeGreaterThan(2)
  })

  it('keeps the bytes under one of the names after a power cut', () => {
    const finish = ({ files }: Life) => files.finish(DIR, 'x.part', 'x')
    for (let seed = 1; seed <= 20; seed += 1) {
      dieAtEachStep(
        finish,
        (machine, step) => {
          machine.disk.powerCut()
          expect([machine.bytes('x'), machine.bytes('x.part')]).toContainEqual(TEXT)
          if (step === 4) expect(machine.names()).toEqual(['x'])
        },
        withPart,
        seed,
      )
    }
  })
})
