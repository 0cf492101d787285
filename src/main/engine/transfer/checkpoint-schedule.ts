import { type Coroutine, Event, runningLoop, sleep } from '../../kernel'

/** As often as the disk takes with ease: a third of the time, and not without a rest. */
export const LEAST_INTERVAL_MS = 25
const MOST_INTERVAL_MS = 1_000

/** Fewer bytes are fetched again in less time than it would have taken to keep them. */
const LITTLE_BYTES = 1024 * 1024

/**
 * When to make checkpoints: what has come since the last one is lost in a crash. So there are many
 * while much comes, and few while it is little: each costs a flush of the disk, and fifty slow
 * downloads would cost fifty.
 */
export class CheckpointSchedule {
  readonly #littleMs: number
  readonly #loop = runningLoop()
  readonly #due = new Event('bytes to be flushed')
  #bytes = 0

  /** `littleMs` is how long few bytes may wait. */
  constructor(littleMs: number) {
    this.#littleMs = littleMs
  }

  /** So many bytes came. */
  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes >= LITTLE_BYTES) this.#due.set()
  }

  /** All that came until now is taken care of. */
  started(): void {
    this.#bytes = 0
    this.#due.clear()
  }

  /** Waits until the next checkpoint is due, after one that took so long. */
  *waitUntilDue(tookMs: number): Coroutine<void> {
    const startedAtMs = this.#loop.now()
    yield* sleep(Math.min(MOST_INTERVAL_MS, Math.max(LEAST_INTERVAL_MS, 2 * tookMs)))
    for (let atMs = startedAtMs + this.#littleMs; ; atMs = this.#loop.now() + this.#littleMs) {
      const atLatest = this.#loop.callAt(atMs, () => this.#due.set())
      try {
        yield* this.#due.wait()
      } finally {
        atLatest.cancel()
      }
      if (this.#bytes > 0) return
      this.#due.clear()
    }
  }
}
