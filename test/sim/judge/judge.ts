import type { World } from '../world/world'

export interface Failure {
  /** Which promise was broken: the name of the rule. */
  readonly rule: string
  readonly what: string
  readonly atMs: number
}

/**
 * Writes down the first promise that was broken; the story ends there. It must not throw at those
 * who report to it: they are called in the middle of what Rill does.
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
