import type { Coroutine } from '../tasks/future'
import { WaitQueue } from './wait-queue'

/** A flag that Tasks can wait for. Follows asyncio.Event. */
export class Event {
  readonly #name: string
  #set = false
  readonly #waiters = new WaitQueue()

  /** `name` is what a task tree shows. */
  constructor(name = 'Event') {
    this.#name = name
  }

  isSet(): boolean {
    return this.#set
  }

  /** Raises the flag and wakes every waiting Task. May be called from outside the loop. */
  set(): void {
    this.#set = true
    this.#waiters.wakeAll()
  }

  /** Lowers the flag. Tasks that the last `set` woke continue anyway. */
  clear(): void {
    this.#set = false
  }

  /** Waits until the flag is raised; returns at once if it already is. */
  *wait(): Coroutine<void> {
    if (!this.#set) yield* this.#waiters.wait(this)
  }

  toString(): string {
    return `${this.#name}${this.#set ? ' (set)' : ''}${this.#waiters.describe()}`
  }
}
