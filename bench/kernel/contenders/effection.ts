import { action, all, type Operation, run, spawn, withResolvers } from 'effection'
import type { Contender } from '../contender'
import type { Gauge } from '../gauges'
import { ROUNDS_A_WAITER } from '../workloads'

export const effection: Contender = {
  spawn: (tasks, gauge) => run(() => spawnAll(tasks, gauge)),
  turns: (turns, gauge) => run(() => takeTurns(turns, gauge)),
  pingPong: (waits, gauge) => run(() => pingPong(waits, gauge)),
  semaphore: (waiters, gauge) => run(() => queueUp(waiters, gauge)),
  memory: (tasks, gauge) => run(() => waitInNumbers(tasks, gauge)),
}

const noop = (): void => undefined

/** Lets others run and goes on. Its `sleep(0)` is a timer of the host's: a thousand times slower. */
function turn(): Operation<void> {
  return action<void>((resolve) => {
    resolve()
    return noop
  })
}

function* spawnAll(tasks: number, gauge: Gauge): Operation<void> {
  gauge.start()
  yield* all(Array.from({ length: tasks }, turn))
  gauge.stop()
}

function* takeTurns(turns: number, gauge: Gauge): Operation<void> {
  gauge.start()
  for (let index = 0; index < turns; index += 1) yield* turn()
  gauge.stop()
}

function* pingPong(waits: number, gauge: Gauge): Operation<void> {
  let wakeHere = noop
  let wakeThere = noop
  function* returnBalls(): Operation<void> {
    for (let wait = 0; wait < waits / 2; wait += 1) {
      wakeHere()
      yield* action<void>((resolve) => {
        wakeThere = resolve
        return noop
      })
    }
  }
  const player = yield* spawn(returnBalls)
  gauge.start()
  for (let wait = 0; wait < waits / 2; wait += 1) {
    yield* action<void>((resolve) => {
      wakeHere = resolve
      return noop
    })
    wakeThere()
  }
  gauge.stop()
  yield* player
}

function* queueUp(waiters: number, gauge: Gauge): Operation<void> {
  const semaphore = new Semaphore(1)
  const allWait = withResolvers<void>()
  let started = 0
  function* takeOften(): Operation<void> {
    started += 1
    if (started === waiters) allWait.resolve()
    for (let round = 0; round < ROUNDS_A_WAITER; round += 1) {
      yield* semaphore.acquire()
      semaphore.release()
    }
  }
  yield* semaphore.acquire()
  const tasks = []
  for (let index = 0; index < waiters; index += 1) tasks.push(yield* spawn(takeOften))
  yield* allWait.operation
  gauge.start()
  semaphore.release()
  for (const task of tasks) yield* task
  gauge.stop()
}

function* waitInNumbers(tasks: number, gauge: Gauge): Operation<void> {
  const wakes: (() => void)[] = []
  const allWait = withResolvers<void>()
  function* waitForOwn(): Operation<void> {
    yield* action<void>((resolve) => {
      wakes.push(resolve)
      if (wakes.length === tasks) allWait.resolve()
      return noop
    })
  }
  gauge.start()
  const spawned = []
  for (let index = 0; index < tasks; index += 1) spawned.push(yield* spawn(waitForOwn))
  yield* allWait.operation
  gauge.stop()
  for (const wake of wakes) wake()
  for (const task of spawned) yield* task
}

interface Waiter {
  readonly wake: () => void
  gone: boolean
}

class Semaphore {
  #permits: number
  readonly #waiters: Waiter[] = []

  constructor(permits: number) {
    this.#permits = permits
  }

  *acquire(): Operation<void> {
    if (this.#permits > 0) {
      this.#permits -= 1
      return
    }
    yield* action<void>((wake) => {
      const waiter = { wake, gone: false }
      this.#waiters.push(waiter)
      return () => {
        waiter.gone = true
      }
    })
  }

  release(): void {
    let next = this.#waiters.shift()
    while (next?.gone === true) next = this.#waiters.shift()
    if (next === undefined) this.#permits += 1
    else next.wake()
  }
}
