import type { Coroutine } from '../tasks/future'
import { WaitQueue } from './wait-queue'

/** A flag that Tasks can wait for. Follows asyncio.Event. */
export class Event {
  readonly #name: string
  #set = false
  readonly #waiters = new WaitQueue()

  /** `name` says in a task tree what has to happen. */
  constructor(name = 'Event') {
    this.#name = name
  }

  isSet(): boolean {
    return this.#set
  }

  /** Raises the flag and wakes all that wait; may be called from outside the loop. */
  set(): void {
    this.#set = true
    this.#waiters.wakeAll()
  }

  /** Lowers the flag. Those woken by the last `set` go on all the same. */
  clear(): void {
    this.#set = false
  }

  /** Waits until the flag is up; returns at once if it is. */
  *wait(): Coroutine<void> {
    if (!this.#set) yield* this.#waiters.wait(this)
  }

  toString(): string {
    return `${this.#name}${this.#set ? ' (set)' : ''}${this.#waiters.describe()}`
  }
}
