import { type Coroutine, Future } from '../tasks/future'

/** One Task's wait in a line: done when its turn has come. */
export class Waiter extends Future<void> {
  /** The line and the two beside it there; for the line alone. */
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

  /** Its turn has come, though its Task may not have run since, and may be being cancelled. */
  woken(): boolean {
    return this.done() && !this.cancelled()
  }
}

/**
 * Tasks that wait, in the order in which they came. A waiter keeps its place until its Task has run
 * again and leaves, also when it is woken or cancelled. Every operation is O(1), amortised; only the
 * wake that follows a `rejoin` looks for its waiter from the beginning.
 */
export class WaitQueue {
  #first: Waiter | null = null
  #last: Waiter | null = null
  /** All before it are done. */
  #next: Waiter | null = null
  #waiting = 0
  #woken = 0

  get first(): Waiter | null {
    return this.#first
  }

  /** How many are neither woken nor cancelled. */
  get waiting(): number {
    return this.#waiting
  }

  /** How many have been woken, and their Tasks have not run since. */
  get woken(): number {
    return this.#woken
  }

  /** True if somebody waits or has been woken: who comes now comes later than they. */
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

  /** A place at the end; who takes it has to `leave`. */
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

  /** A new wait in the same place, for one that was woken in vain. */
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

  /** Wakes the one that has waited longest; false if nobody waits. */
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

  /** For the `toString` of what is waited for: `, 3 waiting`, or nothing. */
  describe(doing = 'waiting'): string {
    return this.#waiting === 0 ? '' : `, ${this.#waiting} ${doing}`
  }
}
