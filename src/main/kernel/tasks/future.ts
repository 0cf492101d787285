import { CancelledError, InvalidStateError } from '../errors'
import { type EventLoop, runningLoop } from '../loop/event-loop'

/** What a coroutine is: a generator that yields only the Futures it waits for. */
export type Coroutine<T> = Generator<Future<unknown>, T, unknown>

type State = 'pending' | 'finished' | 'failed' | 'cancelled'

/**
 * A result that is not there yet. `yield* future` waits for it: returns the result, or throws the
 * exception or a CancelledError. Follows asyncio.Future.
 */
export class Future<T> {
  readonly loop: EventLoop
  readonly standsFor: { toString(): string } | undefined
  #state: State = 'pending'
  #value: T | undefined
  #exception: unknown
  /** `never` and not `this`, so that a Task<string> passes for a Task<unknown>. */
  #callbacks: ((future: never) => void)[] = []

  /** `standsFor` says in a task tree what is waited for: a sentence, or the thing itself. */
  constructor(standsFor?: { toString(): string }, loop: EventLoop = runningLoop()) {
    this.standsFor = standsFor
    this.loop = loop
  }

  *[Symbol.iterator](): Coroutine<T> {
    if (this.#state === 'pending') yield this
    return this.result()
  }

  /** True once it has a result, an exception or was cancelled. */
  done(): boolean {
    return this.#state !== 'pending'
  }

  cancelled(): boolean {
    return this.#state === 'cancelled'
  }

  /** The result. Throws the exception, a CancelledError, or InvalidStateError while pending. */
  result(): T {
    switch (this.#state) {
      case 'finished':
        return this.#value as T
      case 'pending':
        throw new InvalidStateError('the result is not ready')
      case 'failed':
      case 'cancelled':
        throw this.#exception
    }
  }

  /** The exception, or undefined if there was none. Throws as `result` when cancelled or pending. */
  exception(): unknown {
    if (this.#state === 'failed') return this.#exception
    this.result()
    return undefined
  }

  /** Calls back soon after it is done, in the order of registration. */
  addDoneCallback(callback: (future: this) => void): void {
    if (this.#state === 'pending') this.#callbacks.push(callback)
    else this.loop.callSoon(() => callback(this))
  }

  removeDoneCallback(callback: (future: this) => void): void {
    this.#callbacks = this.#callbacks.filter((registered) => registered !== callback)
  }

  /** Throws InvalidStateError if it is already done. */
  setResult(value: T): void {
    this.#settle('finished', value)
  }

  /** Throws InvalidStateError if it is already done. */
  setException(exception: unknown): void {
    this.#settle('failed', undefined, exception)
  }

  /** Cancels it; waiters get a CancelledError. Returns false if it was already done. */
  cancel(message?: string): boolean {
    if (this.#state !== 'pending') return false
    this.markCancelled(new CancelledError(message))
    return true
  }

  protected markCancelled(error: CancelledError): void {
    this.#settle('cancelled', undefined, error)
  }

  #settle(state: State, value?: T, exception?: unknown): void {
    if (this.#state !== 'pending') throw new InvalidStateError(`already ${this.#state}`)
    this.#state = state
    this.#value = value
    this.#exception = exception
    const callbacks = this.#callbacks
    this.#callbacks = []
    for (const callback of callbacks) this.loop.callSoon(() => callback(this as never))
  }
}
