import type { EventLoop } from '../../kernel'

/** What was so long ago counts for a third of what is now. */
const MEMORY_MS = 3_000

/**
 * A speed is not told earlier than so long after the first bytes: twice the time that they needed,
 * for a connection begins slowly where the way is long, within these bounds.
 */
const LEAST_FIRST_MS = 100
const MOST_FIRST_MS = 500

/**
 * A server that never lets us wait is as fast as one that lets us wait for this part of the time: or
 * chance would tell which of those is slow that we are too busy for.
 */
const LEAST_WAITING_SHARE = 1 / 3

/** A server that brings nothing for so long is slow, whatever else is known of it. */
const SILENT_MS = 3_000

/**
 * How fast a server sends on one connection, by the time in which we were ready to take its bytes:
 * what we do meanwhile, writing or keeping to a limit, does not make it slow.
 */
export class ThroughputMeter {
  readonly #loop: EventLoop
  /** All three fade. */
  #bytes = 0
  #waitedMs = 0
  #passedMs = 0
  #lastMs: number
  #begunAtMs: number | null = null
  readonly #askedAtMs: number
  /** null while we do something else than wait for the server. */
  #waitsSinceMs: number | null

  /** Begins with the request. */
  constructor(loop: EventLoop) {
    this.#loop = loop
    this.#askedAtMs = loop.now()
    this.#waitsSinceMs = this.#askedAtMs
    this.#lastMs = this.#askedAtMs
  }

  /** We are ready for more. */
  waiting(): void {
    this.#waitsSinceMs = this.#loop.now()
  }

  /**
   * Bytes came. How long the first took says nothing of the speed, and neither does their number:
   * servers begin with a burst.
   */
  received(bytes: number): void {
    if (this.#begunAtMs === null) {
      this.#begunAtMs = this.#loop.now()
    } else {
      const passedMs = this.#loop.now() - this.#lastMs
      const kept = Math.exp(-passedMs / MEMORY_MS)
      this.#bytes = this.#bytes * kept + bytes
      this.#waitedMs = this.#waitedMs * kept + this.#nowWaitingMs()
      this.#passedMs = this.#passedMs * kept + passedMs
    }
    this.#lastMs = this.#loop.now()
    this.#waitsSinceMs = null
  }

  /** We were held back: the silence of that time is not the server's. */
  discountPause(): void {
    this.#lastMs = this.#loop.now()
    if (this.#waitsSinceMs !== null) this.#waitsSinceMs = this.#lastMs
  }

  /** Bytes per second as of now; null while it cannot be told. */
  bytesPerSec(): number | null {
    const nowWaitingMs = this.#nowWaitingMs()
    if (nowWaitingMs < SILENT_MS) {
      if (this.#isNew() || this.#bytes === 0) return null
    }
    const kept = Math.exp(-nowWaitingMs / MEMORY_MS)
    const waitedMs = this.#waitedMs * kept + nowWaitingMs
    const passedMs = this.#passedMs * kept + nowWaitingMs
    return (this.#bytes * kept * 1000) / Math.max(waitedMs, passedMs * LEAST_WAITING_SHARE, 1)
  }

  #isNew(): boolean {
    if (this.#begunAtMs === null) return true
    const firstMs = Math.max(2 * (this.#begunAtMs - this.#askedAtMs), LEAST_FIRST_MS)
    return this.#loop.now() - this.#begunAtMs < Math.min(firstMs, MOST_FIRST_MS)
  }

  #nowWaitingMs(): number {
    return this.#waitsSinceMs === null ? 0 : this.#loop.now() - this.#waitsSinceMs
  }
}
