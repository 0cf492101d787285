import { type Coroutine, untilDone } from '../../../src/main/kernel'
import { Killed, type Process } from '../world/process'
import type { World } from '../world/world'

/** Work of a disk in steps; yields the milliseconds until the next step. */
export type Job<T> = Generator<number, T, void>

/** Even a refusal takes time. */
const REFUSAL_MS = 0.05

/**
 * Work that the system does for processes. It cannot be cancelled: a cancelled Task waits for its end.
 * When the process dies, the work stops at its current step, and its `finally` runs.
 */
export class Jobs {
  readonly #world: World
  readonly #waiting = new Map<Process, Set<Job<unknown>>>()

  constructor(world: World) {
    this.#world = world
  }

  *perform<T>(process: Process, job: Job<T>): Coroutine<T> {
    if (!process.isAlive) throw new Killed()
    const waiting = this.#jobsOf(process)
    return yield* untilDone<T>((done) => {
      const failed = (error: unknown): void => {
        if (process.isAlive) done(error)
      }
      const goOn = (): void => {
        waiting.delete(job)
        const step = job.next()
        if (step.done === true) {
          done(null, step.value)
          return
        }
        waiting.add(job)
        this.#world.after(step.value, () => {
          if (!waiting.has(job)) return
          try {
            goOn()
          } catch (error) {
            failed(error)
          }
        })
      }
      try {
        goOn()
      } catch (error) {
        if (error instanceof Killed) throw error
        this.#world.after(REFUSAL_MS, () => failed(error))
      }
    })
  }

  #jobsOf(process: Process): Set<Job<unknown>> {
    const known = this.#waiting.get(process)
    if (known !== undefined) return known
    const jobs = new Set<Job<unknown>>()
    this.#waiting.set(process, jobs)
    process.onDeath(() => {
      this.#waiting.delete(process)
      for (const job of jobs) job.return(undefined)
      jobs.clear()
    })
    return jobs
  }
}
