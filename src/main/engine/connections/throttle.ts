import { type Coroutine, Future, type Handle, runningLoop } from '../../kernel'

/** One turn grants the bytes of this much time, so that the others need not wait long. */
const TURN_MS = 50

/** Unused time is kept for this long, so that a late timer costs no speed. */
const KEPT_MS = 200

interface Turn {
  readonly wantedBytes: number
  /** Resolved with the granted bytes. */
  readonly granted: Future<number>
}

/**
 * A limit on bytes per second; null for none. Takers are served in turns, first come, first served,
 * so that connections share the limit evenly. `over` is a wider limit that applies as well.
 *
 * A reader takes before it uses received bytes, and reads on when they are used up. So the system's
 * buffers fill, and TCP flow control slows the server down.
 */
export class Throttle {
  #limitBytesPerSec: number | null
  readonly #over: Throttle | null
  readonly #loop = runningLoop()
  readonly #line: Turn[] = []
  /** When the next turn is due after everything granted so far. */
  #nextAtMs = this.#loop.now()
  #timer: Handle | null = null

  /** Must be created inside the loop of its takers. */
  constructor(limitBytesPerSec: number | null, over: Throttle | null = null) {
    this.#limitBytesPerSec = limitBytesPerSec
    this.#over = over
  }

  get limitBytesPerSec(): number | null {
    return this.#limitBytesPerSec
  }

  /** Applies to waiting takers at once. */
  setLimit(limitBytesPerSec: number | null): void {
    if (limitBytesPerSec === this.#limitBytesPerSec) return
    this.#limitBytesPerSec = limitBytesPerSec
    this.#nextAtMs = this.#loop.now()
    this.#serve()
  }

  /** Waits until at least one of `wantedBytes` may pass; returns how many may pass. */
  *take(wantedBytes: number): Coroutine<number> {
    const bytes = yield* this.#takeHere(wantedBytes)
    if (this.#over === null) return bytes
    let passed = 0
    try {
      passed = yield* this.#over.take(bytes)
      return passed
    } finally {
      this.#giveBackHere(bytes - passed)
    }
  }

  /** Returns bytes that `take` granted and that were not used. */
  giveBack(bytes: number): void {
    this.#giveBackHere(bytes)
    this.#over?.giveBack(bytes)
  }

  toString(): string {
    const limit = this.#limitBytesPerSec
    return limit === null ? 'no limit' : `its turn at ${limit} bytes per second`
  }

  *#takeHere(wantedBytes: number): Coroutine<number> {
    if (this.#line.length === 0 && this.#mayPass()) return this.#grant(wantedBytes)
    const turn: Turn = { wantedBytes, granted: new Future(this) }
    this.#line.push(turn)
    this.#serve()
    try {
      return yield* turn.granted
    } catch (error) {
      // Cancelled, possibly after the grant and before the Task could use it.
      if (!turn.granted.cancelled()) this.#giveBackHere(turn.granted.result())
      this.#leave(turn)
      throw error
    }
  }

  #leave(turn: Turn): void {
    const index = this.#line.indexOf(turn)
    if (index !== -1) this.#line.splice(index, 1)
    this.#serve()
  }

  #serve(): void {
    this.#timer?.cancel()
    this.#timer = null
    while (this.#mayPass()) {
      const turn = this.#line.shift()
      if (turn === undefined) return
      if (!turn.granted.done()) turn.granted.setResult(this.#grant(turn.wantedBytes))
    }
    if (this.#line.length === 0) return
    this.#timer = this.#loop.callAt(this.#nextAtMs, () => this.#serve())
  }

  #mayPass(): boolean {
    return this.#limitBytesPerSec === null || this.#nextAtMs <= this.#loop.now()
  }

  #grant(wantedBytes: number): number {
    const limit = this.#limitBytesPerSec
    if (limit === null) return wantedBytes
    const nowMs = this.#loop.now()
    const fromMs = Math.max(this.#nextAtMs, nowMs - KEPT_MS)
    const turnBytes = Math.floor((limit * (nowMs - fromMs + TURN_MS)) / 1000)
    const bytes = Math.min(wantedBytes, Math.max(1, turnBytes))
    this.#nextAtMs = fromMs + (bytes * 1000) / limit
    return bytes
  }

  #giveBackHere(bytes: number): void {
    const limit = this.#limitBytesPerSec
    if (limit === null || bytes === 0) return
    this.#nextAtMs -= (bytes * 1000) / limit
    this.#serve()
  }
}
