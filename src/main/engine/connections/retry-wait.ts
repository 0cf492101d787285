import { type Coroutine, Event, TimeoutError, waitFor } from '../../kernel'

/** Where downloads wait between attempts. All waits end when the network is back. */
export class RetryWait {
  readonly #back = new Event('its next attempt');

  /** Waits for `delayMs`, or until `wakeAll`; the time for which the Task is paused does not count. */
  *wait(delayMs: number): Coroutine<void> {
    try {
      yield* waitFor(this.#back.wait(), delayMs)
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error
    }
  }

  /** Ends all waits at once. */
  wakeAll(): void {
    this.#back.set()
    this.#back.clear()
  }
}
