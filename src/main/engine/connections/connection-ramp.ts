/** So many connections are opened for each that has brought bytes. */
const GROWTH = 4

/** After one was refused, further ones are tried so much later. */
const FIRST_BACKOFF_MS = 30_000
const LONGEST_BACKOFF_MS = 10 * 60_000

/**
 * How many connections a download should have: four times as many as bring bytes, so that a server
 * is not asked for many until it has given what it was asked for, and a long way is gone only twice
 * before there are sixteen. Whether more are faster is
 * not measured: servers that limit each connection begin with a burst, beside which nothing seems to
 * pay.
 */
export class ConnectionRamp {
  #most = Number.POSITIVE_INFINITY
  #restsUntilMs = Number.NEGATIVE_INFINITY
  #rests = 0

  /** `receiving` is how many bring bytes, `nowMs` monotonic. */
  target(receiving: number, nowMs: number): number {
    if (nowMs >= this.#restsUntilMs) this.#most = Number.POSITIVE_INFINITY
    return Math.min(this.#most, GROWTH * Math.max(1, receiving))
  }

  /** Whether one was refused not long ago. */
  isBackingOff(nowMs: number): boolean {
    return nowMs < this.#restsUntilMs
  }

  /** A further connection was refused; so many are left. */
  refused(nowMs: number, left: number): void {
    this.#most = Math.max(1, left)
    if (nowMs < this.#restsUntilMs) return
    this.#restsUntilMs = nowMs + Math.min(FIRST_BACKOFF_MS * 2 ** this.#rests, LONGEST_BACKOFF_MS)
    this.#rests += 1
  }
}
