/** At most this share of the time is spent on polling. */
const MAX_SHARE = 0.1

/** Decides how often to poll something: the longer a poll takes, the less often it happens. */
export class PollBudget {
  readonly #minMs: number
  #nextMs = Number.NEGATIVE_INFINITY

  constructor(minMs: number) {
    this.#minMs = minMs
  }

  /** The earliest time of the next poll (`performance.now`). */
  get nextMs(): number {
    return this.#nextMs
  }

  isDue(): boolean {
    return performance.now() >= this.#nextMs
  }

  /** Runs a poll and takes its duration into account. */
  poll<T>(work: () => T): T {
    const startedMs = performance.now()
    const result = work()
    const nowMs = performance.now()
    this.#nextMs = nowMs + Math.max(this.#minMs, (nowMs - startedMs) / MAX_SHARE)
    return result
  }
}
