import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  createTask,
  Lock,
  run,
  Semaphore,
  sleep,
  type Task,
  VirtualClock,
} from '../../src/main/kernel'

/** A moment: some milliseconds, and then so many turns of the others. */
interface Moment {
  readonly ms: number
  readonly turns: number
}

/** A Task that asks for a permit, and what happens to it. */
interface Visitor {
  readonly comesAfter: Moment
  readonly staysFor: Moment
  readonly cancelledAfter: Moment | null
  readonly pausedAfter: Moment | null
  readonly pausedForMs: number
}

const moment = fc.record({ ms: fc.nat(6), turns: fc.nat(4) })
const visitor = fc.record({
  comesAfter: moment,
  staysFor: moment,
  cancelledAfter: fc.option(moment),
  pausedAfter: fc.option(moment),
  pausedForMs: fc.nat(6),
})
const visitors = fc.array(visitor, { minLength: 1, maxLength: 10 })
const unpaused = visitors.map((all) => all.map((one) => ({ ...one, pausedAfter: null })))
const permits = fc.integer({ min: 1, max: 3 })

const runs = { numRuns: 100 }

function* reach({ ms, turns }: Moment): Coroutine<void> {
  yield* sleep(ms)
  for (let turn = 0; turn < turns; turn += 1) yield undefined
}

class Observed {
  readonly asked: number[] = []
  readonly entered: number[] = []
  readonly left: number[] = []
  readonly cancelled: number[] = []
  inside = 0
  mostInside = 0
}

function* visit(
  guard: Lock | Semaphore,
  visitors: readonly Visitor[],
  who: number,
  observed: Observed,
): Coroutine<void> {
  const { comesAfter, staysFor } = visitors[who] as Visitor
  yield* reach(comesAfter)
  observed.asked.push(who)
  yield* guard.with(function* () {
    observed.entered.push(who)
    observed.inside += 1
    observed.mostInside = Math.max(observed.mostInside, observed.inside)
    try {
      yield* reach(staysFor)
    } finally {
      observed.inside -= 1
    }
  })
  observed.left.push(who)
}

/** Lets all come and waits for the end; a Task that is never woken fails the test by time. */
function receive(
  guard: Lock | Semaphore,
  visitors: readonly Visitor[],
  seed?: number,
): Promise<Observed> {
  function* main(): Coroutine<Observed> {
    const observed = new Observed()
    const tasks = visitors.map((_, who) => createTask(visit(guard, visitors, who, observed)))
    for (const [who, task] of tasks.entries()) createTask(disturb(task, visitors[who] as Visitor))
    for (const [who, task] of tasks.entries()) {
      while (!task.done()) yield* sleep(1)
      if (task.cancelled()) observed.cancelled.push(who)
    }
    return observed
  }
  return run(main(), { clock: new VirtualClock(), ...(seed === undefined ? {} : { seed }) })
}

function* disturb(task: Task<void>, visitor: Visitor): Coroutine<void> {
  const { cancelledAfter, pausedAfter, pausedForMs } = visitor
  if (cancelledAfter !== null) createTask(cancelAfter(task, cancelledAfter))
  if (pausedAfter === null) return
  yield* reach(pausedAfter)
  task.pause()
  yield* sleep(pausedForMs)
  task.resume()
}

function* cancelAfter(task: Task<void>, when: Moment): Coroutine<void> {
  yield* reach(when)
  task.cancel()
}

describe('any visitors, with any of them cancelled or paused', () => {
  it('are never more than there are permits', async () => {
    await fc.assert(
      fc.asyncProperty(permits, visitors, fc.nat(), async (count, all, seed) => {
        expect((await receive(new Semaphore(count), all, seed)).mostInside).toBeLessThanOrEqual(
          count,
        )
        expect((await receive(new Lock(), all, seed)).mostInside).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })

  it('all get in unless they are cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(permits, visitors, fc.nat(), async (count, all, seed) => {
        for (const guard of [new Semaphore(count), new Lock()]) {
          const { left, cancelled } = await receive(guard, all, seed)
          expect([...left, ...cancelled].sort()).toEqual([...all.keys()])
        }
      }),
      runs,
    )
  })

  it('give all permits back', async () => {
    await fc.assert(
      fc.asyncProperty(permits, visitors, fc.nat(), async (count, all, seed) => {
        const semaphore = new Semaphore(count)
        const lock = new Lock()
        await receive(semaphore, all, seed)
        await receive(lock, all, seed)
        expect([semaphore.toString(), lock.toString()]).toEqual([
          `Semaphore ${count}/${count}`,
          'Lock',
        ])
      }),
      runs,
    )
  })
})

describe('visitors that nobody pauses', () => {
  it('get in as they came', async () => {
    await fc.assert(
      fc.asyncProperty(permits, unpaused, async (count, all) => {
        for (const guard of [new Semaphore(count), new Lock()]) {
          const { asked, entered } = await receive(guard, all)
          expect(entered).toEqual(asked.filter((who) => entered.includes(who)))
        }
      }),
      runs,
    )
  })
})
