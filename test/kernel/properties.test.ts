import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  run,
  runningLoop,
  sleep,
  Task,
  TimeoutError,
  VirtualClock,
} from '../../src/main/kernel'
import {
  anyProgram,
  calmProgram,
  durationMs,
  Observed,
  PERMITS,
  type Program,
  perform,
} from './random-program'

/** Something done to a running program from outside. */
interface Disturbance {
  readonly atMs: number
  readonly does: 'cancel' | 'pause'
  /** Which of the Tasks spawned so far, modulo their number; the first is the program itself. */
  readonly whom: number
  /** How long a pause lasts. */
  readonly forMs: number
}

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  atMs: fc.integer({ min: 0, max: 40 }),
  does: fc.constantFrom('cancel' as const, 'pause' as const),
  whom: fc.nat(10),
  forMs: fc.integer({ min: 0, max: 60 }),
})

interface Ending {
  readonly outcome: unknown
  readonly observed: Observed
  readonly root: Task<unknown>
  readonly atMs: number
}

/** Runs a program on a clock of its own; it must end, or the test runs out of time. */
function carryOut(
  program: Program,
  disturbances: readonly Disturbance[] = [],
  seed: number | null = null,
): Promise<Ending> {
  function* main(): Coroutine<Ending> {
    const observed = new Observed()
    const root = new Task(perform(program, observed), { parent: null })
    const loop = runningLoop()
    for (const { atMs, does, whom, forMs } of disturbances) {
      loop.callAt(atMs, () => {
        const all = [root, ...observed.tasks]
        const task = all[whom % all.length] ?? root
        if (does === 'cancel') {
          task.cancel()
        } else {
          task.pause()
          loop.callLater(forMs, () => task.resume())
        }
      })
    }
    let outcome: unknown
    try {
      outcome = yield* root
    } catch (error) {
      outcome = error
    }
    const atMs = loop.now()
    yield* sleep(0)
    return { outcome, observed, root, atMs }
  }
  return run(main(), {
    clock: new VirtualClock(),
    ...(seed === null ? {} : { seed }),
    // What a gather leaves running may fail, and nobody asks.
    onProblem: () => undefined,
  })
}

/** With null Tasks run in the order in which they became ready. */
const seed = fc.option(fc.integer())
const disturbed = [anyProgram, fc.array(disturbance, { maxLength: 4 }), seed] as const

const runs = { numRuns: 300 }

describe('any program, with any of its Tasks cancelled or paused', () => {
  it('leaves no Task that outlives its group', async () => {
    await fc.assert(
      fc.asyncProperty(...disturbed, async (program, disturbances, order) => {
        const { observed, root } = await carryOut(program, disturbances, order)
        expect(observed.outlived).toBe(0)
        expect([root, ...observed.tasks].every((task) => task.done())).toBe(true)
      }),
      runs,
    )
  })

  it('runs every finally exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(...disturbed, async (program, disturbances, order) => {
        const { observed } = await carryOut(program, disturbances, order)
        expect(observed.finallyRuns.every((times) => times === 1)).toBe(true)
      }),
      runs,
    )
  })

  it('lets no more Tasks in than there are permits, and has all back', async () => {
    await fc.assert(
      fc.asyncProperty(...disturbed, async (program, disturbances, order) => {
        const { observed } = await carryOut(program, disturbances, order)
        expect(observed.mostInside).toBeLessThanOrEqual(PERMITS)
        expect(observed.permits.toString()).toBe(`Semaphore ${PERMITS}/${PERMITS}`)
      }),
      runs,
    )
  })

  it('ends with a value or with an error that it was given', async () => {
    await fc.assert(
      fc.asyncProperty(...disturbed, async (program, disturbances, order) => {
        const { outcome } = await carryOut(program, disturbances, order)
        for (const error of leaves(outcome)) {
          const known = [RangeError, TimeoutError, CancelledError].some((of) => error instanceof of)
          expect(known).toBe(true)
        }
      }),
      runs,
    )
  })

  it('is not cancelled unless somebody asks', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, seed, async (program, order) => {
        const { outcome, root } = await carryOut(program, [], order)
        expect(leaves(outcome).some((error) => error instanceof CancelledError)).toBe(false)
        expect([root.cancelled(), root.cancelling()]).toEqual([false, 0])
      }),
      runs,
    )
  })

  it('happens the same way again', async () => {
    await fc.assert(
      fc.asyncProperty(...disturbed, async (program, disturbances, order) => {
        const first = await carryOut(program, disturbances, order)
        const second = await carryOut(program, disturbances, order)
        expect([second.atMs, second.outcome]).toEqual([first.atMs, first.outcome])
      }),
      runs,
    )
  })
})

describe('a program in which nothing fails', () => {
  it('takes as long as its longest path', async () => {
    await fc.assert(
      fc.asyncProperty(calmProgram, seed, async (program, order) => {
        expect((await carryOut(program, [], order)).atMs).toBe(durationMs(program))
      }),
      runs,
    )
  })

  it('ends with the same result if it is paused and resumed', async () => {
    const pauses = fc.array(disturbance, { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(calmProgram, pauses, seed, async (program, list, order) => {
        const undisturbed = await carryOut(program)
        const paused = await carryOut(
          program,
          list.map((one) => ({ ...one, does: 'pause', whom: 0 })),
          order,
        )
        expect(undisturbed.outcome).not.toBeInstanceOf(Error)
        expect(paused.outcome).toEqual(undisturbed.outcome)
        expect(paused.atMs).toBeGreaterThanOrEqual(undisturbed.atMs)
      }),
      runs,
    )
  })
})

/** The errors in an outcome, those in groups one by one. */
function leaves(outcome: unknown): unknown[] {
  if (outcome instanceof AggregateError) return outcome.errors.flatMap(leaves)
  return outcome instanceof Error ? [outcome] : []
}
