import { type Coroutine, Future } from '../tasks/future'

/** One Task's wait in a queue: done when its turn has come. */
export class Waiter extends Future<void> {
  /** The queue and its two neighbours there. Only the queue reads them. */
  queue: WaitQueue | null
  before: Waiter | null = null
  after: Waiter | null = null

  constructor(queue: WaitQueue, label: { toString(): string }) {
    super(label)
    this.queue = queue
  }

  override cancel(message?: string): boolean {
    if (!super.cancel(message)) return false
    this.queue?.noteCancelled()
    return true
  }

  detach(): void {
    this.queue = null
    this.before = null
    this.after = null
  }

  /** Whether its turn has come. Its Task may not have run since, or may be being cancelled. */
  woken(): boolean {
    return this.done() && !this.cancelled()
  }
}

/**
 * Waiting Tasks in the order of arrival. A waiter keeps its place until its Task runs again and
 * leaves, even when it is woken or cancelled. Every operation is O(1), amortised; only the wake
 * that follows a `rejoin` searches from the start.
 */
export class WaitQueue {
  #first: Waiter | null = null
  #last: Waiter | null = null
  /** Every waiter before it is done. */
  #next: Waiter | null = null
  #waiting = 0
  #woken = 0

  get first(): Waiter | null {
    return this.#first
  }

  /** How many waiters are neither woken nor cancelled. */
  get waiting(): number {
    return this.#waiting
  }

  /** How many waiters are woken, but their Tasks have not run since. */
  get woken(): number {
    return this.#woken
  }

  /** Whether a Task waits or was woken: a Task that arrives now comes after it. */
  isOccupied(): boolean {
    return this.#waiting + this.#woken > 0
  }

  /** Waits until woken. */
  *wait(label: { toString(): string }): Coroutine<void> {
    const waiter = this.join(label)
    try {
      yield* waiter
    } finally {
      this.leave(waiter)
    }
  }

  /** A place at the end. The caller must `leave`. */
  join(label: { toString(): string }): Waiter {
    const waiter = new Waiter(this, label)
    waiter.before = this.#last
    if (this.#last === null) this.#first = waiter
    else this.#last.after = waiter
    this.#last = waiter
    this.#next ??= waiter
    this.#waiting += 1
    return waiter
  }

  /** A new wait in the same place, for a waiter that was woken too early. */
  rejoin(woken: Waiter, label: { toString(): string }): Waiter {
    const waiter = new Waiter(this, label)
    waiter.before = woken.before
    waiter.after = woken.after
    if (waiter.before === null) this.#first = waiter
    else waiter.before.after = waiter
    if (waiter.after === null) this.#last = waiter
    else waiter.after.before = waiter
    woken.detach()
    this.#next = this.#first
    this.#woken -= 1
    this.#waiting += 1
    return waiter
  }

  leave(waiter: Waiter): void {
    if (waiter.before === null) this.#first = waiter.after
    else waiter.before.after = waiter.after
    if (waiter.after === null) this.#last = waiter.before
    else waiter.after.before = waiter.before
    if (this.#next === waiter) this.#next = waiter.after
    waiter.detach()
    if (waiter.woken()) this.#woken -= 1
    else if (!waiter.done()) this.#waiting -= 1
  }

  /** Wakes the waiter that has waited longest; returns false if none waits. */
  wakeNext(): boolean {
    let next = this.#next
    while (next?.done() === true) next = next.after
    this.#next = next?.after ?? null
    if (next === null) return false
    this.#waiting -= 1
    this.#woken += 1
    next.setResult()
    return true
  }

  wakeAll(): void {
    while (this.wakeNext());
  }

  noteCancelled(): void {
    this.#waiting -= 1
  }

  /** `, 3 waiting`, or nothing: the end of the owner's `toString`. */
  describe(doing = 'waiting'): string {
    return this.#waiting === 0 ? '' : `, ${this.#waiting} ${doing}`
  }
}
