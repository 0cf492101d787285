import type { World } from './world'

/** A world older than this is idle: the event that a test waits for does not come. */
const LONGEST_MS = 48 * 3_600_000

/**
 * Advances a world while an asynchronous test waits for it: one callback per turn of the host. The
 * promises settled by a callback are handled before the next callback, so time stands still while the
 * test itself runs, and every run has the same order.
 */
export class WorldDriver {
  readonly #world: World
  readonly #give: (error: Error) => void
  #looks: (() => void)[] = []
  #isStopped = false
  /** Rejects when a callback of the world throws, or when the world becomes too old. */
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
