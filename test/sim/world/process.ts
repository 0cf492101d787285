import type { Clock } from '../../../src/main/kernel'
import type { World } from './world'

/** Thrown at the caller of a port when its process has died; its clean-up has no effect. */
export class Killed extends Error {
  constructor() {
    super('the process is dead')
    this.name = 'Killed'
  }
}

/**
 * One life of the program, from its start until it quits or dies. Its ports report each step with an
 * effect that the outside world could observe; death may come before any of them. A dead process
 * does nothing: its loop gets no turn, and its ports throw.
 */
export class Process {
  readonly clock: Clock
  readonly #world: World
  readonly #onDeath: (() => void)[] = []
  #isAlive = true
  #steps = 0
  #diesAtStep = Number.POSITIVE_INFINITY
  /** Callbacks that wait while the process is suspended, as by SIGSTOP or sleep; else null. */
  #heldBack: (() => void)[] | null = null

  constructor(world: World) {
    this.#world = world
    this.clock = {
      now: () => world.now(),
      epochMs: () => world.epochMs(),
      soon: (callback) => world.soon(this.#whileAlive(callback)),
      afterIo: (callback) => world.soon(this.#whileAlive(callback)),
      wakeAt: (atMs, callback) =>
        atMs === Number.POSITIVE_INFINITY
          ? () => undefined
          : world.at(atMs, this.#whileAlive(callback)),
    }
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  get steps(): number {
    return this.#steps
  }

  /** A port calls this before each effect that it has on the world. Throws Killed. */
  step(): void {
    if (!this.#isAlive) throw new Killed()
    this.#steps += 1
    if (this.#steps < this.#diesAtStep) return
    this.die()
    throw new Killed()
  }

  /** The process dies before the step that follows this number of steps. */
  dieAfter(steps: number): void {
    this.#diesAtStep = this.#steps + 1 + steps
  }

  die(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    for (const callback of this.#onDeath) callback()
  }

  /** Calls back when the process has died, so that the system can close what was open. */
  onDeath(callback: () => void): void {
    this.#onDeath.push(callback)
  }

  hold(): void {
    this.#heldBack ??= []
  }

  goOn(): void {
    const late = this.#heldBack ?? []
    this.#heldBack = null
    for (const callback of late) this.#world.soon(this.#whileAlive(callback))
  }

  #whileAlive(callback: () => void): () => void {
    return () => {
      if (!this.#isAlive) return
      if (this.#heldBack === null) callback()
      else this.#heldBack.push(callback)
    }
  }
}
