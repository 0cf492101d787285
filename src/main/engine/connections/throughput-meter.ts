import type { EventLoop } from '../../kernel'

/** Bytes received this long ago count about a third as much as bytes received now. */
const MEMORY_MS = 3_000

/**
 * No speed is reported until some time after the first bytes: twice the time they took, within these
 * bounds, because a connection over a long distance starts slowly.
 */
const LEAST_FIRST_MS = 100
const MOST_FIRST_MS = 500

/**
 * If we were busy more than two thirds of the time, the speed is computed as if the server had kept
 * us waiting for one third: otherwise our own load would decide which connection looks slow.
 */
const LEAST_WAITING_SHARE = 1 / 3

/** After this much silence a connection has a speed, however new it is. */
const SILENT_MS = 3_000

/**
 * How fast a server sends on one connection, measured over the time in which we were ready to
 * receive: the time that we spend on writing or on a speed limit does not make the server slow.
 */
export class ThroughputMeter {
  readonly #loop: EventLoop
  /** All three decay. */
  #bytes = 0
  #waitedMs = 0
  #passedMs = 0
  #lastMs: number
  #begunAtMs: number | null = null
  readonly #askedAtMs: number
  /** null while we are not waiting for the server. */
  #waitsSinceMs: number | null

  /** Create it when the request is sent. */
  constructor(loop: EventLoop) {
    this.#loop = loop
    this.#askedAtMs = loop.now()
    this.#waitsSinceMs = this.#askedAtMs
    this.#lastMs = this.#askedAtMs
  }

  /** We are ready for more bytes. */
  waiting(): void {
    this.#waitsSinceMs = this.#loop.now()
  }

  /**
   * Bytes arrived. Neither the delay nor the number of the first bytes says anything about the speed:
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

  /** A pause is over: the silence during it was not the server's. */
  discountPause(): void {
    this.#lastMs = this.#loop.now()
    if (this.#waitsSinceMs !== null) this.#waitsSinceMs = this.#lastMs
  }

  /** Bytes per second as of now; null while unknown. */
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
