import { BrokenBarrierError } from '../errors'
import type { Coroutine } from '../tasks/future'
import { WaitQueue } from './wait-queue'

type State = 'filling' | 'draining' | 'resetting' | 'broken'

/**
 * A point that Tasks pass together, `parties` at a time, again and again. Follows asyncio.Barrier.
 * The next round begins when all of the last have gone on; a Task held by `pause` delays it.
 */
export class Barrier {
  readonly parties: number
  #state: State = 'filling'
  /** Tasks of this round that have not gone on. */
  #inside = 0
  readonly #round = new WaitQueue()
  /** For the next round. One that is woken has a place in it. */
  readonly #outside = new WaitQueue()

  /** Throws a RangeError unless `parties` is a whole number from 1. */
  constructor(parties: number) {
    if (!Number.isInteger(parties) || parties < 1) {
      throw new RangeError(`a Barrier cannot have ${parties} parties`)
    }
    this.parties = parties
  }

  /** How many wait for the round to be complete. */
  get nWaiting(): number {
    return this.#state === 'filling' ? this.#inside : 0
  }

  get broken(): boolean {
    return this.#state === 'broken'
  }

  /**
   * Waits until `parties` Tasks wait, and returns how many were there before it. Throws
   * BrokenBarrierError if the Barrier is aborted or reset. Who is cancelled leaves the round; the
   * others go on waiting.
   */
  *wait(): Coroutine<number> {
    if (this.#isFull()) yield* this.#enter()
    this.#throwIfBroken()
    const index = this.#inside
    this.#inside += 1
    try {
      if (this.#inside === this.parties) this.#releaseAll('draining')
      else yield* this.#round.wait(this)
      if (this.#state === 'resetting') throw new BrokenBarrierError('the Barrier was reset')
      this.#throwIfBroken()
      return index
    } finally {
      this.#inside -= 1
      if (this.#inside === 0 && this.#state !== 'broken') this.#beginRound()
    }
  }

  /**
   * Empties the Barrier, also a broken one: those that wait get a BrokenBarrierError. Does not wait;
   * a coroutine because asyncio's is.
   */
  *reset(): Coroutine<void> {
    if (this.#inside === 0) this.#beginRound()
    else this.#releaseAll('resetting')
  }

  /** Breaks it: all that wait or come get a BrokenBarrierError. Does not wait, like `reset`. */
  *abort(): Coroutine<void> {
    this.#releaseAll('broken')
    this.#outside.wakeAll()
  }

  toString(): string {
    const state = this.#state === 'filling' ? `${this.#inside}/${this.parties}` : `(${this.#state})`
    return `Barrier ${state}${this.#outside.describe()}`
  }

  #isFull(): boolean {
    if (this.#state === 'filling') return this.#inside + this.#outside.woken >= this.parties
    return this.#state !== 'broken'
  }

  *#enter(): Coroutine<void> {
    let waiter = this.#outside.join(this)
    let entered = false
    try {
      yield* waiter
      while (this.#state === 'draining' || this.#state === 'resetting') {
        waiter = this.#outside.rejoin(waiter, this)
        yield* waiter
      }
      entered = true
    } finally {
      this.#outside.leave(waiter)
      if (!entered) this.#admit()
    }
  }

  #releaseAll(state: State): void {
    this.#state = state
    this.#round.wakeAll()
  }

  #beginRound(): void {
    this.#state = 'filling'
    this.#admit()
  }

  #admit(): void {
    while (!this.#isFull() && this.#outside.wakeNext());
  }

  #throwIfBroken(): void {
    if (this.#state === 'broken') throw new BrokenBarrierError('the Barrier is broken')
  }
}
