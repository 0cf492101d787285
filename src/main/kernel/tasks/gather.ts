import { CancelledError } from '../errors'
import { runningLoop } from '../loop/event-loop'
import { type Awaitable, Future, type ResultOf } from './future'
import { ensureFuture } from './task'

/** The results of many Awaitables, in their order. */
export type Results<A extends readonly Awaitable<unknown>[]> = {
  -readonly [K in keyof A]: ResultOf<A[K]>
}

/** The results of many Awaitables, with an Error in place of a result where one was thrown. */
export type Outcomes<A extends readonly Awaitable<unknown>[]> = {
  -readonly [K in keyof A]: ResultOf<A[K]> | Error
}

/**
 * Runs all Awaitables at once and returns their results in the order given; coroutines become
 * Tasks. The first exception, including a CancelledError, is thrown at once while the others keep
 * running, unless `returnExceptions` puts exceptions among the results. Cancelling it cancels every
 * Awaitable that is not done, and waits for them. Follows asyncio.gather. Prefer `taskGroup`, which
 * leaves nothing running.
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options?: { readonly returnExceptions?: false },
): Future<Results<A>>
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options: { readonly returnExceptions: boolean },
): Future<Outcomes<A>>
export function gather(
  awaitables: readonly Awaitable<unknown>[],
  { returnExceptions = false }: { readonly returnExceptions?: boolean } = {},
): Future<unknown[]> {
  const tasks = new Map<Awaitable<unknown>, Future<unknown>>()
  for (const awaitable of awaitables) {
    // An Awaitable that is given twice runs once.
    if (!tasks.has(awaitable)) tasks.set(awaitable, ensureFuture(awaitable))
  }
  const children = awaitables.flatMap((awaitable) => tasks.get(awaitable) ?? [])
  return new GatheredFuture(children, new Set(tasks.values()), returnExceptions)
}

class GatheredFuture extends Future<unknown[]> {
  readonly #children: readonly Future<unknown>[]
  readonly #pending: Set<Future<unknown>>
  readonly #returnExceptions: boolean
  #cancelRequested = false

  constructor(
    children: readonly Future<unknown>[],
    pending: Set<Future<unknown>>,
    returnExceptions: boolean,
  ) {
    super(undefined, children[0]?.loop ?? runningLoop())
    this.#children = children
    this.#pending = pending
    this.#returnExceptions = returnExceptions
    if (pending.size === 0) this.setResult([])
    const done = [...pending].filter((child) => child.done())
    for (const child of pending) {
      if (!child.done()) child.addDoneCallback(() => this.#childDone(child))
    }
    for (const child of done) this.#childDone(child)
  }

  /** Cancels every child; returns false if all are done. */
  override cancel(message?: string): boolean {
    if (this.done()) return false
    let asked = false
    for (const child of this.#children) if (child.cancel(message)) asked = true
    if (asked) this.#cancelRequested = true
    return asked
  }

  override toString(): string {
    const all = new Set(this.#children).size
    return `gather, ${all - this.#pending.size} of ${all} done`
  }

  #childDone(child: Future<unknown>): void {
    this.#pending.delete(child)
    const thrown = thrownBy(child)
    if (this.done()) return
    if (thrown !== null && !this.#returnExceptions) {
      this.setException(thrown.reason)
      return
    }
    if (this.#pending.size > 0) return
    // A child may have swallowed the cancellation: the caller of `cancel` must see it happen all
    // the same.
    if (this.#cancelRequested) this.setException(thrownCancellation(child))
    else this.setResult(this.#children.map(outcomeOf))
  }
}

/** Marks the exception as retrieved, too. */
function thrownBy(future: Future<unknown>): { readonly reason: unknown } | null {
  try {
    future.result()
    return null
  } catch (reason) {
    return { reason }
  }
}

function thrownCancellation(future: Future<unknown>): CancelledError {
  const thrown = thrownBy(future)
  return thrown?.reason instanceof CancelledError ? thrown.reason : new CancelledError()
}

function outcomeOf(future: Future<unknown>): unknown {
  const thrown = thrownBy(future)
  if (thrown === null) return future.result()
  if (thrown.reason instanceof Error) return thrown.reason
  return new Error('a value that is not an Error was thrown', { cause: thrown.reason })
}
