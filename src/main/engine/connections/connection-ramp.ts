/** How many connections are opened for each one that receives bytes. */
const GROWTH = 4

/** How long no further connection is tried after one was refused. */
const FIRST_BACKOFF_MS = 30_000
const LONGEST_BACKOFF_MS = 10 * 60_000

/**
 * How many connections a download should have: four times as many as receive bytes. So a server gets
 * many requests only after it has answered a few, and sixteen connections need only two round trips.
 * Whether more connections are faster is not measured: servers that limit each connection begin with
 * a burst, and compared with a burst no further connection seems to help.
 */
export class ConnectionRamp {
  #most = Number.POSITIVE_INFINITY
  #restsUntilMs = Number.NEGATIVE_INFINITY
  #rests = 0

  /** `receiving` is how many connections receive bytes; `nowMs` is monotonic. */
  target(receiving: number, nowMs: number): number {
    if (nowMs >= this.#restsUntilMs) this.#most = Number.POSITIVE_INFINITY
    return Math.min(this.#most, GROWTH * Math.max(1, receiving))
  }

  /** Whether a connection was refused recently. */
  isBackingOff(nowMs: number): boolean {
    return nowMs < this.#restsUntilMs
  }

  /** A further connection was refused, and `left` connections remain. */
  refused(nowMs: number, left: number): void {
    this.#most = Math.max(1, left)
    if (nowMs < this.#restsUntilMs) return
    this.#restsUntilMs = nowMs + Math.min(FIRST_BACKOFF_MS * 2 ** this.#rests, LONGEST_BACKOFF_MS)
    this.#rests += 1
  }
}
