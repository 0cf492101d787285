import type { Clock } from '../../../src/main/kernel'
import type { World } from './world'

/** Thrown at a port's caller whose process has just died; what it does about it has no effect. */
export class Killed extends Error {
  constructor() {
    super('the process is dead')
    this.name = 'Killed'
  }
}

/**
 * One life of the program, from its start until it quits or dies. Its ports report each step that
 * the world outside could tell from the one before; death may come in front of any of them. The
 * dead do nothing any more: their loop gets no turn, and their ports throw.
 */
export class Process {
  readonly clock: Clock
  readonly #world: World
  readonly #onDeath: (() => void)[] = []
  #isAlive = true
  #steps = 0
  #diesAtStep = Number.POSITIVE_INFINITY
  /** Held by the system, as by SIGSTOP or while the computer sleeps: what would run waits. */
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

  /** To be called by a port before each thing that it does to the world. Throws Killed. */
  step(): void {
    if (!this.#isAlive) throw new Killed()
    this.#steps += 1
    if (this.#steps < this.#diesAtStep) return
    this.die()
    throw new Killed()
  }

  /** Lets it die in front of the step that comes after so many others. */
  dieAfter(steps: number): void {
    this.#diesAtStep = this.#steps + 1 + steps
  }

  die(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    for (const callback of this.#onDeath) callback()
  }

  /** The system calls back when the process has died: it closes what was open. */
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
