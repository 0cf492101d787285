import type { World } from './world'

/** A wait for something that does not happen ends when the world has gone on for so long. */
const LONGEST_MS = 48 * 3_600_000

/**
 * Lets a world go on beside a test that waits for it: one thing per turn of the host. Whatever that
 * settles is heard before the next thing happens, so time stands still while a test runs, and
 * everything has the same order on every run.
 */
export class WorldDriver {
  readonly #world: World
  readonly #give: (error: Error) => void
  #looks: (() => void)[] = []
  #isStopped = false
  /** Rejects when the world breaks, or goes on for too long. */
  readonly broken: Promise<never>

  constructor(world: World) {
    this.#world = world
    let give = (_: Error): void => undefined
    this.broken = new Promise((_, reject) => {
      give = reject
    })
    this.broken.catch(() => undefined)
    this.#give = give
    setImmediate(() => this.#turn())
  }

  /** Settles as soon as `predicate` holds. */
  until(predicate: () => boolean): Promise<void> {
    const held = new Promise<void>((resolve) => {
      const look = (): void => {
        if (predicate()) resolve()
        else this.#looks.push(look)
      }
      look()
    })
    return Promise.race([held, this.broken])
  }

  stop(): void {
    this.#isStopped = true
  }

  #turn(): void {
    if (this.#isStopped) return
    try {
      this.#world.step()
      for (const look of this.#looks.splice(0)) look()
      if (this.#world.now() > LONGEST_MS) throw new Error('nothing happens in this world any more')
    } catch (error) {
      this.#isStopped = true
      this.#give(error instanceof Error ? error : new Error(String(error)))
      return
    }
    setImmediate(() => this.#turn())
  }
}
