import { CancelledError, InvalidStateError } from '../errors'
import { type EventLoop, runningLoop } from '../loop/event-loop'
import type { Runnable } from '../loop/ready-queue'
import { markExceptionRetrieved } from './unhandled-exceptions'

/**
 * A coroutine is a generator that yields the Futures it waits for, or undefined to let other Tasks
 * run once. `yield*` does for it what `await` does for an async function.
 */
export type Coroutine<T> = Generator<Future<unknown> | undefined, T, unknown>

/** A value that `yield*` waits for. */
export type Awaitable<T> = Future<T> | Coroutine<T>

/** The type of an Awaitable's result. */
export type ResultOf<A> = A extends Future<infer T> ? T : A extends Coroutine<infer T> ? T : never

type State = 'pending' | 'finished' | 'failed' | 'cancelled'

/** `never` and not the Future's own type, so that a Task<string> is assignable to Task<unknown>. */
type DoneCallback = (future: never) => void

/**
 * A result that does not exist yet. `yield* future` waits for it, and returns the result or throws
 * the exception or a CancelledError. Outside of coroutines `await future` does the same. Follows
 * asyncio.Future.
 */
export class Future<T> implements PromiseLike<T> {
  readonly loop: EventLoop
  readonly #label: { toString(): string } | undefined
  #state: State = 'pending'
  /** The result or the exception. */
  #value: unknown
  /** Most Futures have one callback: the list starts with the second. */
  #callback: DoneCallback | Runnable | null = null
  #moreCallbacks: (DoneCallback | Runnable)[] | null = null

  /** `label` is what a task tree shows: a phrase, or the object that is waited for. */
  constructor(label?: { toString(): string }, loop: EventLoop = runningLoop()) {
    this.#label = label
    this.loop = loop
  }

  [Symbol.iterator](): Coroutine<T> {
    return new Wait(this)
  }

  /** Whether it has a result or an exception, or was cancelled. */
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
        markExceptionRetrieved(this)
        throw this.#value
      case 'cancelled':
        throw this.#value
    }
  }

  /**
   * The exception, or undefined if there was none. Throws as `result` when cancelled or pending.
   */
  exception(): unknown {
    if (this.#state !== 'failed') {
      this.result()
      return undefined
    }
    markExceptionRetrieved(this)
    return this.#value
  }

  /** Calls `callback` on the loop once this is done, in the order of registration. */
  addDoneCallback(callback: (future: this) => void): void {
    this.#addCallback(callback)
  }

  /** Removes every registration of `callback`. */
  removeDoneCallback(callback: (future: this) => void): void {
    const registered = [this.#callback, ...(this.#moreCallbacks ?? [])]
    this.#callback = null
    this.#moreCallbacks = null
    for (const kept of registered) {
      if (kept !== null && kept !== callback) this.#addCallback(kept)
    }
  }

  /** Throws InvalidStateError if it is already done. */
  setResult(value: T): void {
    if (this.#state !== 'pending') throw new InvalidStateError(`already ${this.#state}`)
    this.#state = 'finished'
    this.#value = value
    this.#callBack()
  }

  /** Throws InvalidStateError if it is already done. */
  setException(exception: unknown): void {
    this.#fail('failed', exception)
  }

  /** Cancels it; waiters get a CancelledError. Returns false if it was already done. */
  cancel(message?: string): boolean {
    if (this.#state !== 'pending') return false
    this.markCancelled(new CancelledError(message))
    return true
  }

  /** Lets async functions `await` it. */
  // biome-ignore lint/suspicious/noThenProperty: to be awaited is what it is for
  then<R1 = T, R2 = never>(
    onResult?: ((value: T) => R1 | PromiseLike<R1>) | null,
    onException?: ((reason: unknown) => R2 | PromiseLike<R2>) | null,
  ): Promise<R1 | R2> {
    return new Promise<T>((resolve, reject) => {
      this.addDoneCallback(() => {
        try {
          resolve(this.result())
        } catch (error) {
          reject(error)
        }
      })
    }).then(onResult, onException)
  }

  /** The label, for people. */
  toString(): string {
    return this.#label?.toString() ?? 'a Future'
  }

  /** Puts a Task back into the queue once this is done. Only the Task calls it. */
  wakeWhenDone(task: Runnable): void {
    this.#addCallback(task)
  }

  /** Whether a callback is registered. */
  protected isAwaited(): boolean {
    return this.#callback !== null
  }

  protected markCancelled(error: CancelledError): void {
    this.#fail('cancelled', error)
  }

  #fail(state: 'failed' | 'cancelled', exception: unknown): void {
    if (this.#state !== 'pending') throw new InvalidStateError(`already ${this.#state}`)
    this.#state = state
    this.#value = exception
    this.#callBack()
  }

  #addCallback(callback: DoneCallback | Runnable): void {
    if (this.#state !== 'pending') this.#schedule(callback)
    else if (this.#callback === null) this.#callback = callback
    else if (this.#moreCallbacks === null) this.#moreCallbacks = [callback]
    else this.#moreCallbacks.push(callback)
  }

  #callBack(): void {
    const first = this.#callback
    if (first === null) return
    this.#callback = null
    this.#schedule(first)
    if (this.#moreCallbacks === null) return
    for (const callback of this.#moreCallbacks) this.#schedule(callback)
    this.#moreCallbacks = null
  }

  #schedule(callback: DoneCallback | Runnable): void {
    if (typeof callback === 'function') this.loop.enqueue(new DoneCall(callback, this))
    else this.loop.enqueue(callback)
  }
}

/** A callback in the loop's queue, with the Future to call it with. */
class DoneCall implements Runnable {
  readonly #callback: DoneCallback
  readonly #future: Future<unknown>

  constructor(callback: DoneCallback, future: Future<unknown>) {
    this.#callback = callback
    this.#future = future
  }

  get isUnordered(): boolean {
    return false
  }

  run(): void {
    this.#callback(this.#future as never)
  }
}

/** The iterator behind `yield* future`: a generator would need twice the memory. */
class Wait<T> implements Coroutine<T> {
  readonly #future: Future<T>
  #hasWaited = false

  constructor(future: Future<T>) {
    this.#future = future
  }

  get [Symbol.toStringTag](): string {
    return 'Generator'
  }

  next(): IteratorResult<Future<T>, T> {
    if (this.#hasWaited || this.#future.done()) return { done: true, value: this.#future.result() }
    this.#hasWaited = true
    return { done: false, value: this.#future }
  }

  throw(error: unknown): never {
    throw error
  }

  return(value: T): IteratorResult<Future<T>, T> {
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }
}
