import { coroutine } from '../tasks/coroutine'
import { type Coroutine, Future } from '../tasks/future'

/** Waits for `delayMs` milliseconds. With 0 or less it lets other Tasks run once. */
export const sleep = coroutine(function sleep(delayMs: number): Coroutine<void> {
  return delayMs <= 0 ? new Turn() : sleepOn(delayMs)
})

function* sleepOn(delayMs: number): Coroutine<void> {
  const woken = new Sleep(delayMs)
  try {
    yield* woken
  } finally {
    woken.end()
  }
}

/** The iterator behind `yield* sleep(0)`: a generator would be slower. */
class Turn implements Coroutine<void> {
  #isOver = false

  get [Symbol.toStringTag](): string {
    return 'Generator'
  }

  next(): IteratorResult<undefined, void> {
    if (this.#isOver) return { done: true, value: undefined }
    this.#isOver = true
    return { done: false, value: undefined }
  }

  throw(error: unknown): never {
    this.#isOver = true
    throw error
  }

  return(): IteratorResult<undefined, void> {
    this.#isOver = true
    return { done: true, value: undefined }
  }

  [Symbol.iterator](): this {
    return this
  }
}

class Sleep extends Future<void> {
  readonly #delayMs: number
  readonly #endsAtMs: number
  readonly #timer

  constructor(delayMs: number) {
    super()
    this.#delayMs = delayMs
    this.#endsAtMs = this.loop.now() + delayMs
    this.#timer = this.loop.callAt(this.#endsAtMs, () => {
      if (!this.done()) this.setResult()
    })
  }

  end(): void {
    this.#timer.cancel()
  }

  override toString(): string {
    const leftMs = Math.max(0, Math.round(this.#endsAtMs - this.loop.now()))
    return `sleep ${this.#delayMs} ms, ${leftMs} ms left`
  }
}
