import type { Contender } from '../contender'
import { ROUNDS_A_WAITER } from '../workloads'

/** Promises alone: no cancellation, no tree, no names. What the machine itself can do. */
export const asyncFunctions: Contender = {
  async spawn(tasks, gauge) {
    const waitOnce = async () => {
      await Promise.resolve()
    }
    gauge.start()
    await Promise.all(Array.from({ length: tasks }, waitOnce))
    gauge.stop()
  },

  async turns(turns, gauge) {
    gauge.start()
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    gauge.stop()
  },

  async pingPong(waits, gauge) {
    let wakeHere: () => void = noop
    let wakeThere: () => void = noop
    const returnBalls = async () => {
      // Begins at once, unlike a Task: the other must wait first.
      await Promise.resolve()
      for (let wait = 0; wait < waits / 2; wait += 1) {
        wakeHere()
        await new Promise<void>((resolve) => {
          wakeThere = resolve
        })
      }
    }
    const player = returnBalls()
    gauge.start()
    for (let wait = 0; wait < waits / 2; wait += 1) {
      await new Promise<void>((resolve) => {
        wakeHere = resolve
      })
      wakeThere()
    }
    gauge.stop()
    await player
  },

  async semaphore(waiters, gauge) {
    const semaphore = new Semaphore(1)
    const takeOften = async () => {
      for (let round = 0; round < ROUNDS_A_WAITER; round += 1) {
        await semaphore.acquire()
        semaphore.release()
      }
    }
    await semaphore.acquire()
    const tasks = Promise.all(Array.from({ length: waiters }, takeOften))
    gauge.start()
    semaphore.release()
    await tasks
    gauge.stop()
  },

  async memory(tasks, gauge) {
    const wakes: (() => void)[] = []
    const waitForOwn = async () => {
      await new Promise<void>((resolve) => wakes.push(resolve))
    }
    gauge.start()
    const all = Promise.all(Array.from({ length: tasks }, waitForOwn))
    gauge.stop()
    for (const wake of wakes) wake()
    await all
  },
}

const noop = () => undefined

class Semaphore {
  #permits: number
  readonly #waiters: (() => void)[] = []

  constructor(permits: number) {
    this.#permits = permits
  }

  async acquire(): Promise<void> {
    if (this.#permits > 0) this.#permits -= 1
    else await new Promise<void>((resolve) => this.#waiters.push(resolve))
  }

  release(): void {
    const next = this.#waiters.shift()
    if (next === undefined) this.#permits += 1
    else next()
  }
}
