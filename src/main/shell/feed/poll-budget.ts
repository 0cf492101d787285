/** Of the time that passes, so much at most is spent on looking. */
const MOST_SHARE = 0.1

/** How often something is looked at that may be costly: the costlier, the less often. */
export class PollBudget {
  readonly #leastMs: number
  #nextMs = Number.NEGATIVE_INFINITY

  constructor(leastMs: number) {
    this.#leastMs = leastMs
  }

  /** When to look again (`performance.now`). */
  get nextMs(): number {
    return this.#nextMs
  }

  isDue(): boolean {
    return performance.now() >= this.#nextMs
  }

  look<T>(work: () => T): T {
    const startedMs = performance.now()
    const result = work()
    const nowMs = performance.now()
    this.#nextMs = nowMs + Math.max(this.#leastMs, (nowMs - startedMs) / MOST_SHARE)
    return result
  }
}
