import { QueueEmpty, QueueFull } from '../errors'
import type { Coroutine } from '../tasks/future'
import { Fifo } from './fifo'
import type { Items } from './items'
import { type Waiter, WaitQueue } from './wait-queue'

/**
 * Passes items between Tasks, first in, first out. Follows asyncio.Queue, but is fair: a Task that
 * calls `get` or `put` while others wait is served after them. `getNowait` and `putNowait` never
 * wait, so they may overtake a waiting Task, which keeps its place.
 *
 * An item that arrived for a waiting Task stays reserved for it, even while the Task is paused.
 */
export class Queue<T> {
  /** How many items it holds; 0 or less means no limit. */
  readonly maxSize: number
  readonly #items: Items<T>
  readonly #getters = new WaitQueue()
  readonly #putters = new WaitQueue()
  readonly #joiners = new WaitQueue()
  readonly #end = {
    toString: () => `the end of ${this.#unfinished} unfinished in ${this.toString()}`,
  }
  #unfinished = 0

  constructor(maxSize = 0, items: Items<T> = new Fifo()) {
    this.maxSize = maxSize
    this.#items = items
  }

  qsize(): number {
    return this.#items.size
  }

  empty(): boolean {
    return this.#items.size === 0
  }

  full(): boolean {
    return this.#freeSlots() <= 0
  }

  /** Adds an item; waits while the Queue is full. Cancelled while it waits, it adds nothing. */
  *put(item: T): Coroutine<void> {
    if (this.full() || this.#putters.isOccupied()) {
      yield* this.#turn(this.#putters, () => this.full())
    }
    this.putNowait(item)
  }

  /** Adds an item. May be called from outside the loop. Throws QueueFull. */
  putNowait(item: T): void {
    if (this.full()) throw new QueueFull(`${this.toString()} is full`)
    try {
      this.#items.push(item)
      this.#unfinished += 1
    } finally {
      this.#wake()
    }
  }

  /** Removes an item; waits while there is none. Cancelled while it waits, it loses no item. */
  *get(): Coroutine<T> {
    if (this.empty() || this.#getters.isOccupied()) {
      yield* this.#turn(this.#getters, () => this.empty())
    }
    return this.getNowait()
  }

  /** Removes an item. May be called from outside the loop. Throws QueueEmpty. */
  getNowait(): T {
    if (this.empty()) throw new QueueEmpty(`${this.toString()} is empty`)
    try {
      return this.#items.take()
    } finally {
      this.#wake()
    }
  }

  /**
   * Reports that one removed item has been processed. May be called from outside the loop. Throws a
   * RangeError if every item has been.
   */
  taskDone(): void {
    if (this.#unfinished === 0) throw new RangeError('taskDone was called more often than put')
    this.#unfinished -= 1
    if (this.#unfinished === 0) this.#joiners.wakeAll()
  }

  /** Waits until `taskDone` has been called once per added item. */
  *join(): Coroutine<void> {
    if (this.#unfinished > 0) yield* this.#joiners.wait(this.#end)
  }

  /** `Queue 3/10` has 3 items and takes 10. */
  toString(): string {
    const limit = this.maxSize > 0 ? `/${this.maxSize}` : ''
    const waiting = this.#getters.describe('getting') + this.#putters.describe('putting')
    return `Queue ${this.#items.size}${limit}${waiting}`
  }

  *#turn(queue: WaitQueue, isTooEarly: () => boolean): Coroutine<void> {
    let waiter: Waiter = queue.join(this)
    this.#wake()
    let mine = false
    try {
      yield* waiter
      while (isTooEarly()) {
        waiter = queue.rejoin(waiter, this)
        yield* waiter
      }
      mine = true
    } finally {
      queue.leave(waiter)
      // When it is its turn, the item or slot is about to be taken: no other Task may have it.
      if (!mine) this.#wake()
    }
  }

  /** Wakes as many Tasks as there are items and free slots. */
  #wake(): void {
    while (this.#getters.woken < this.#items.size && this.#getters.wakeNext());
    while (this.#putters.woken < this.#freeSlots() && this.#putters.wakeNext());
  }

  #freeSlots(): number {
    return this.maxSize > 0 ? this.maxSize - this.#items.size : Number.POSITIVE_INFINITY
  }
}
