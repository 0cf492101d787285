/** So many connections are opened without looking whether they pay. */
const FEW = 4

/** A speed is measured over at least so long. */
const LOOK_MS = 500

/** Of what further connections could bring at best, they have to bring this part to have paid. */
const WORTH = 0.2

/** After connections that did not pay, or were refused, others are tried so much later. */
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 10 * 60_000

/** What the connections of a download do at a moment. */
export interface Look {
  /** Monotonic milliseconds. */
  readonly nowMs: number
  /** All bytes received so far. */
  readonly bytes: number
  readonly connections: number
  /** Those of them that may bring their first bytes any moment. */
  readonly opening: number
}

/**
 * How many connections a download should have: a few at once, and twice as many as long as more make
 * it faster. After some that did not pay, or were refused, it is content for a while.
 */
export class Ramp {
  #target = FEW
  /** The last number that was measured, and what it brought. */
  #measured: { readonly connections: number; readonly bytesPerSec: number } | null = null
  /** Where the measuring began: all connections that there should be are there since. */
  #since: Look | null = null
  #restsUntilMs = Number.NEGATIVE_INFINITY
  #rests = 0

  get target(): number {
    return this.#target
  }

  /** To be called now and then. */
  look(look: Look): void {
    const { nowMs, bytes, connections, opening } = look
    const isComplete = opening === 0 && connections >= this.#target
    if (nowMs < this.#restsUntilMs || !isComplete || this.#since?.connections !== connections) {
      this.#since = isComplete ? look : null
      return
    }
    const tookMs = nowMs - this.#since.nowMs
    if (tookMs < LOOK_MS) return
    this.#judge(look, ((bytes - this.#since.bytes) * 1000) / tookMs)
    this.#since = null
  }

  /** All were held: what was being measured tells nothing. */
  interrupted(): void {
    this.#since = null
  }

  /** A further connection was refused; so many are left. */
  refused(nowMs: number, left: number): void {
    this.#target = Math.max(1, left)
    this.#rest(nowMs)
  }

  #judge({ nowMs, connections }: Look, bytesPerSec: number): void {
    const before = this.#measured
    if (before !== null) {
      const atBest = connections / before.connections
      if (bytesPerSec < before.bytesPerSec * (1 + WORTH * (atBest - 1))) {
        this.#target = before.connections
        this.#rest(nowMs)
        return
      }
      this.#rests = 0
    }
    this.#measured = { connections, bytesPerSec }
    this.#target = connections * 2
  }

  /** What was measured before says nothing of later. */
  #rest(nowMs: number): void {
    this.#measured = null
    if (nowMs < this.#restsUntilMs) return
    this.#restsUntilMs = nowMs + Math.min(FIRST_REST_MS * 2 ** this.#rests, LONGEST_REST_MS)
    this.#rests += 1
  }
}
