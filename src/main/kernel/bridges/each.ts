import { CancelledError } from '../errors'
import type { Coroutine } from '../tasks/future'
import { settle, untilSettled } from './until-settled'

/**
 * Runs `body` for each value of an async iterable such as a Node stream, one after another. The
 * next value is requested when `body` has ended: a slow or paused Task reads nothing, so a source
 * with back-pressure stops its sender. A body that returns false ends the loop, like `break`.
 *
 * If the loop ends before the source, it calls `return` of the source's iterator once, and waits
 * for it. Cancelled, it also aborts the signal, and if it was waiting for a value it destroys a
 * source with a `destroy` method, as Node streams have. It waits even for a source that ignores all
 * of this. Throws what the source or the body throws.
 *
 * @example
 * yield* each(() => response.body, function* (chunk) {
 *   yield* part.write(chunk)
 * })
 */
export function* each<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  body: (value: T) => Coroutine<void | false>,
): Coroutine<void> {
  const controller = new AbortController()
  const source = new Source(open(controller.signal), controller)
  try {
    for (;;) {
      const step = yield* source.next()
      if (step.done === true) return
      if ((yield* body(step.value)) === false) break
    }
  } catch (error) {
    if (error instanceof CancelledError) controller.abort(error)
    yield* source.closeAfter(error)
  }
  yield* source.close()
}

/** An iterator, and how it ends. */
class Source<T> {
  readonly #iterable: AsyncIterable<T>
  readonly #iterator: AsyncIterator<T>
  readonly #controller: AbortController
  #ended = false
  #closing: Promise<unknown> | null = null

  constructor(iterable: AsyncIterable<T>, controller: AbortController) {
    this.#iterable = iterable
    this.#iterator = iterable[Symbol.asyncIterator]()
    this.#controller = controller
  }

  *next(): Coroutine<IteratorResult<T, unknown>> {
    // An iterator that throws, or reports that it is done, has ended.
    this.#ended = true
    const step = yield* untilSettled<IteratorResult<T, unknown>>(
      (done) => settle(this.#iterator.next(), done),
      (reason) => this.#abandon(reason),
      'the next value',
    )
    if (step.done !== true) this.#ended = false
    return step
  }

  *close(): Coroutine<void> {
    if (this.#ended && this.#closing === null) return
    const closing = this.#closing ?? this.#return()
    yield* untilSettled<unknown>(
      (done) => settle(closing, done),
      (reason) => this.#controller.abort(reason),
      'the end of its source',
    )
  }

  /** Closes, then throws `error`, which takes precedence over an error of closing. */
  *closeAfter(error: unknown): Coroutine<never> {
    try {
      yield* this.close()
    } catch (later) {
      if (later instanceof CancelledError) throw later
    }
    throw error
  }

  /**
   * While a value is pending, `return` of a generator only queues behind it, and the iterator of a
   * Node stream is a generator: on a silent stream only `destroy` takes effect.
   */
  #abandon(reason: CancelledError): void {
    this.#controller.abort(reason)
    const closing = this.#return(() => {
      if (isDestroyable(this.#iterable)) this.#iterable.destroy()
    })
    // The cancellation is thrown in its place.
    this.#closing = closing.catch(() => undefined)
  }

  async #return(first: () => void = () => undefined): Promise<unknown> {
    first()
    return await this.#iterator.return?.()
  }
}

function isDestroyable(source: object): source is { destroy(): void } {
  return 'destroy' in source && typeof source.destroy === 'function'
}
