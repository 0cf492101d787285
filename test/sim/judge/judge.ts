import type { World } from '../world/world'

export interface Failure {
  /** The name of the broken rule. */
  readonly rule: string
  readonly what: string
  readonly atMs: number
}

/**
 * Records the first broken promise, at which the story ends. Must not throw at its reporters: they are
 * called in the middle of Rill's own work.
 */
export class Judge {
  failure: Failure | null = null
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  fail(rule: string, what: string): void {
    if (this.failure !== null) return
    this.failure = { rule, what, atMs: this.#world.now() }
    this.#world.trace.note('judge', `${rule}: ${what}`)
  }
}
