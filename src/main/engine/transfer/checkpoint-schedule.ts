import { type Coroutine, Event, runningLoop, sleep } from '../../kernel'

/** Checkpoints take at most a third of the disk's time, with an interval between these bounds. */
export const LEAST_INTERVAL_MS = 25
const MOST_INTERVAL_MS = 1_000

/** Fetching fewer bytes again takes less time than a checkpoint for them. */
const LITTLE_BYTES = 1024 * 1024

/**
 * When to make checkpoints. A crash loses the bytes received since the latest one, and each costs a
 * flush of the disk. So there are many while many bytes arrive, and few while fifty slow downloads
 * would cause fifty flushes.
 */
export class CheckpointSchedule {
  readonly #littleMs: number
  readonly #loop = runningLoop()
  readonly #due = new Event('bytes to be flushed')
  #bytes = 0

  /** `littleMs` is how long a few bytes may wait. */
  constructor(littleMs: number) {
    this.#littleMs = littleMs
  }

  /** Bytes were received. */
  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes >= LITTLE_BYTES) this.#due.set()
  }

  /** A checkpoint covers all bytes received until now. */
  started(): void {
    this.#bytes = 0
    this.#due.clear()
  }

  /** Waits until the next checkpoint is due, after one that took `tookMs`. */
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
