import {
  type Coroutine,
  createTask,
  Future,
  run,
  Semaphore,
  sleep,
  taskGroup,
} from '../../../src/main/kernel'
import type { Contender } from '../contender'
import type { Gauge } from '../gauges'
import { ROUNDS_A_WAITER } from '../workloads'

export const rill: Contender = {
  spawn: (tasks, gauge) => run(spawn(tasks, gauge)),
  turns: (turns, gauge) => run(takeTurns(turns, gauge)),
  pingPong: (waits, gauge) => run(pingPong(waits, gauge)),
  semaphore: (waiters, gauge) => run(queueUp(waiters, gauge)),
  memory: (tasks, gauge) => run(waitInNumbers(tasks, gauge)),
}

function* spawn(tasks: number, gauge: Gauge): Coroutine<void> {
  gauge.start()
  yield* taskGroup(function* (group) {
    for (let index = 0; index < tasks; index += 1) group.spawn(sleep(0))
  })
  gauge.stop()
}

function* takeTurns(turns: number, gauge: Gauge): Coroutine<void> {
  gauge.start()
  for (let turn = 0; turn < turns; turn += 1) yield* sleep(0)
  gauge.stop()
}

function* pingPong(waits: number, gauge: Gauge): Coroutine<void> {
  let here = new Future<void>()
  let there = new Future<void>()
  function* returnBalls(): Coroutine<void> {
    for (let wait = 0; wait < waits / 2; wait += 1) {
      here.setResult()
      there = new Future()
      yield* there
    }
  }
  const player = createTask(returnBalls())
  gauge.start()
  for (let wait = 0; wait < waits / 2; wait += 1) {
    here = new Future()
    yield* here
    there.setResult()
  }
  gauge.stop()
  yield* player
}

function* queueUp(waiters: number, gauge: Gauge): Coroutine<void> {
  const semaphore = new Semaphore(1)
  const allWait = new Future<void>()
  let started = 0
  function* takeOften(): Coroutine<void> {
    started += 1
    if (started === waiters) allWait.setResult()
    for (let round = 0; round < ROUNDS_A_WAITER; round += 1) {
      yield* semaphore.acquire()
      semaphore.release()
    }
  }
  yield* semaphore.acquire()
  yield* taskGroup(function* (group) {
    for (let index = 0; index < waiters; index += 1) group.spawn(takeOften())
    yield* allWait
    gauge.start()
    semaphore.release()
  })
  gauge.stop()
}

function* waitInNumbers(tasks: number, gauge: Gauge): Coroutine<void> {
  const futures: Future<void>[] = []
  const allWait = new Future<void>()
  function* waitForOwn(): Coroutine<void> {
    const future = new Future<void>()
    futures.push(future)
    if (futures.length === tasks) allWait.setResult()
    yield* future
  }
  gauge.start()
  yield* taskGroup(function* (group) {
    for (let index = 0; index < tasks; index += 1) group.spawn(waitForOwn())
    yield* allWait
    gauge.stop()
    for (const future of futures) future.setResult()
  })
}
