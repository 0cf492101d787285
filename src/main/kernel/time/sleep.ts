import { coroutine } from '../tasks/coroutine'
import { type Coroutine, Future } from '../tasks/future'

/** Waits for `delayMs` milliseconds; with 0 or less it lets other Tasks run once and goes on. */
export const sleep = coroutine(function* sleep(delayMs: number): Coroutine<void> {
  if (delayMs <= 0) {
    yield undefined
    return
  }
  const woken = new Sleep(delayMs)
  try {
    yield* woken
  } finally {
    woken.end()
  }
})

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
