import { type EventLoop, runningLoopOrNull } from '../loop/event-loop'
import type { Coroutine, Future } from './future'

/**
 * Marks a generator function as a maker of coroutines. A loop in debug mode then reports coroutines
 * that were made but never started, usually because a `yield*` is missing; otherwise the mark
 * changes nothing. The lint rule `floating-coroutine` finds the same mistake without running the
 * code.
 */
export function coroutine<F extends (...args: never[]) => Coroutine<unknown>>(body: F): F {
  const marked = function (this: unknown, ...args: Parameters<F>): Coroutine<unknown> {
    const made = body.apply(this, args)
    const loop = runningLoopOrNull()
    return loop?.debug === true ? new Unstarted(made, body.name, loop) : made
  }
  return marked as F
}

const unstartedOf = new WeakMap<EventLoop, Set<Unstarted>>()

/** A coroutine that leaves its loop's list of unstarted coroutines on its first call. */
class Unstarted implements Coroutine<unknown> {
  readonly name: string
  /** Its stack says where the coroutine was made. */
  readonly made: Error
  readonly #body: Coroutine<unknown>
  readonly #list: Set<Unstarted>

  constructor(body: Coroutine<unknown>, name: string, loop: EventLoop) {
    this.#body = body
    this.name = name
    this.made = new Error(`${name} was made here`)
    this.#list = unstartedOf.get(loop) ?? new Set()
    unstartedOf.set(loop, this.#list)
    this.#list.add(this)
  }

  get [Symbol.toStringTag](): string {
    return 'Generator'
  }

  next(value?: unknown): IteratorResult<Future<unknown> | undefined, unknown> {
    this.#list.delete(this)
    return this.#body.next(value)
  }

  throw(error: unknown): IteratorResult<Future<unknown> | undefined, unknown> {
    this.#list.delete(this)
    return this.#body.throw(error)
  }

  return(value: unknown): IteratorResult<Future<unknown> | undefined, unknown> {
    this.#list.delete(this)
    return this.#body.return(value)
  }

  [Symbol.iterator](): this {
    return this
  }
}

/**
 * Reports every coroutine that was made on this loop and never started. Called when the loop ends.
 */
export function reportUnstarted(loop: EventLoop): void {
  for (const { name, made } of unstartedOf.get(loop) ?? []) {
    loop.report({
      kind: 'coroutine-never-started',
      message: `${name}() was called and never started: is a yield* missing?`,
      cause: made,
    })
  }
  unstartedOf.delete(loop)
}
