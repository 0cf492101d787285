import { QueueEmpty, QueueFull } from '../errors'
import type { Coroutine } from '../tasks/future'
import { Fifo } from './fifo'
import type { Items } from './items'
import { type Waiter, WaitQueue } from './wait-queue'

/**
 * Hands items from Tasks to Tasks, first in, first out. Follows asyncio.Queue, but is fair: who
 * calls `get` or `put` while others wait is served after them. `getNowait` and `putNowait` do not
 * wait, so they may overtake; who is overtaken keeps its place.
 *
 * An item that came for a waiting Task is left for it by those who come later, also while it is
 * held by `pause`.
 */
export class Queue<T> {
  /** How many items it takes; with 0 or less there is no limit. */
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

  /** Puts an item in; waits while the Queue is full. Cancelled meanwhile, the item is not in. */
  *put(item: T): Coroutine<void> {
    if (this.full() || this.#putters.isOccupied()) {
      yield* this.#turn(this.#putters, () => this.full())
    }
    this.putNowait(item)
  }

  /** Puts an item in; may be called from outside the loop. Throws QueueFull. */
  putNowait(item: T): void {
    if (this.full()) throw new QueueFull(`${this.toString()} is full`)
    try {
      this.#items.push(item)
      this.#unfinished += 1
    } finally {
      this.#wake()
    }
  }

  /** Takes an item out; waits while there is none. Cancelled meanwhile, no item is lost. */
  *get(): Coroutine<T> {
    if (this.empty() || this.#getters.isOccupied()) {
      yield* this.#turn(this.#getters, () => this.empty())
    }
    return this.getNowait()
  }

  /** Takes an item out; may be called from outside the loop. Throws QueueEmpty. */
  getNowait(): T {
    if (this.empty()) throw new QueueEmpty(`${this.toString()} is empty`)
    try {
      return this.#items.take()
    } finally {
      this.#wake()
    }
  }

  /**
   * Says that one item that was taken out has been dealt with; may be called from outside the loop.
   * Throws a RangeError if all have been.
   */
  taskDone(): void {
    if (this.#unfinished === 0) throw new RangeError('taskDone was called more often than put')
    this.#unfinished -= 1
    if (this.#unfinished === 0) this.#joiners.wakeAll()
  }

  /** Waits until `taskDone` has been called for every item that was put in. */
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
      // Otherwise the item or slot is about to be taken, and is nobody else's.
      if (!mine) this.#wake()
    }
  }

  /** As many are awake as there are items for them, and slots. */
  #wake(): void {
    while (this.#getters.woken < this.#items.size && this.#getters.wakeNext());
    while (this.#putters.woken < this.#freeSlots() && this.#putters.wakeNext());
  }

  #freeSlots(): number {
    return this.maxSize > 0 ? this.maxSize - this.#items.size : Number.POSITIVE_INFINITY
  }
}
