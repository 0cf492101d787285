import { BrokenBarrierError } from '../errors'
import type { Coroutine } from '../tasks/future'
import { WaitQueue } from './wait-queue'

type State = 'filling' | 'draining' | 'resetting' | 'broken'

/**
 * A point that Tasks pass together, `parties` at a time, any number of times. Follows
 * asyncio.Barrier. The next round begins once every Task of the last one has left; a paused Task
 * delays it.
 */
export class Barrier {
  readonly parties: number
  #state: State = 'filling'
  /** Tasks of this round that have not left. */
  #inside = 0
  readonly #round = new WaitQueue()
  /** Tasks that wait for the next round; a woken one has its place in it. */
  readonly #outside = new WaitQueue()

  /** Throws a RangeError unless `parties` is a whole number from 1. */
  constructor(parties: number) {
    if (!Number.isInteger(parties) || parties < 1) {
      throw new RangeError(`a Barrier cannot have ${parties} parties`)
    }
    this.parties = parties
  }

  /** How many Tasks wait for the round to fill. */
  get nWaiting(): number {
    return this.#state === 'filling' ? this.#inside : 0
  }

  get broken(): boolean {
    return this.#state === 'broken'
  }

  /**
   * Waits until `parties` Tasks wait, and returns how many were there before this one. Throws
   * BrokenBarrierError if the Barrier is aborted or reset. A cancelled Task leaves the round; the
   * others keep waiting.
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
   * Empties the Barrier, repairing a broken one: waiting Tasks get a BrokenBarrierError. Never
   * waits; it is a coroutine because asyncio's is.
   */
  *reset(): Coroutine<void> {
    if (this.#inside === 0) this.#beginRound()
    else this.#releaseAll('resetting')
  }

  /** Breaks it: Tasks that wait or arrive get a BrokenBarrierError. Never waits, like `reset`. */
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
