import { type Coroutine, Event, TimeoutError, waitFor } from '../../kernel'

/**
 * Where downloads wait before they try again. When the network is back there is no reason to wait
 * on: what was wrong may be mended.
 */
export class RetryWait {
  readonly #back = new Event('its next attempt');

  /** Waits for `delayMs`, or until `cutShort`; the time for which the Task is held does not count. */
  *wait(delayMs: number): Coroutine<void> {
    try {
      yield* waitFor(this.#back.wait(), delayMs)
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error
    }
  }

  wakeAll(): void {
    this.#back.set()
    this.#back.clear()
  }
}
