import type { Handle } from '../loop/handle'
import type { Task } from '../tasks/task'

/**
 * Calls back after `delayMs` during which no pause held its Task; `null` never calls back. It may
 * be set again until then: postponing is cheap enough to be done per chunk.
 */
export class Countdown {
  readonly #task: Task<unknown>
  readonly #onEnd: () => void
  readonly #zero: 'soon' | 'timer'
  readonly #stopListening: () => void
  /** null for never. */
  #endsAtMs: number | null = null
  #timer: Handle | null = null
  #timerAtMs = Number.POSITIVE_INFINITY
  /** The remaining time while the Task is paused. */
  #frozenMs: number | null = null
  #over = false

  /** `zero` says how it calls back when no time is left: like `callSoon`, or like a due timer. */
  constructor(
    task: Task<unknown>,
    delayMs: number | null,
    onEnd: () => void,
    zero: 'soon' | 'timer' = 'timer',
  ) {
    this.#task = task
    this.#onEnd = onEnd
    this.#zero = zero
    this.#stopListening = task.onHold((held) => (held ? this.#freeze() : this.#thaw()))
    this.set(delayMs)
    if (task.isHeld()) this.#freeze()
  }

  /** When it will call back, on the loop's `now()`; null for never. */
  endsAtMs(): number | null {
    if (this.#frozenMs !== null) return this.#task.loop.now() + this.#frozenMs
    return this.#endsAtMs
  }

  /** Starts over with `delayMs` from now. Does nothing once it has called back. */
  set(delayMs: number | null): void {
    if (this.#over) return
    if (delayMs === null) {
      this.#endsAtMs = null
      this.#frozenMs = null
      this.#disarm()
      return
    }
    const nowMs = this.#task.loop.now()
    this.#endsAtMs = nowMs + delayMs
    if (this.#task.isHeld()) this.#frozenMs = delayMs
    // A timer that fires too early arms itself again.
    else if (this.#endsAtMs < this.#timerAtMs || delayMs <= 0) this.#arm(this.#endsAtMs, nowMs)
  }

  /** Cancels it. */
  cancel(): void {
    this.#over = true
    this.#disarm()
    this.#stopListening()
  }

  #arm(atMs: number, nowMs: number): void {
    this.#disarm()
    const { loop } = this.#task
    const onTimer = (): void => this.#timerFired()
    this.#timerAtMs = atMs
    const isSoon = this.#zero === 'soon' && atMs <= nowMs
    this.#timer = isSoon ? loop.callSoon(onTimer) : loop.callAt(atMs, onTimer)
  }

  #disarm(): void {
    this.#timer?.cancel()
    this.#timer = null
    this.#timerAtMs = Number.POSITIVE_INFINITY
  }

  #timerFired(): void {
    this.#disarm()
    if (this.#endsAtMs === null) return
    const nowMs = this.#task.loop.now()
    if (nowMs < this.#endsAtMs) {
      this.#arm(this.#endsAtMs, nowMs)
      return
    }
    this.cancel()
    this.#onEnd()
  }

  #freeze(): void {
    if (this.#endsAtMs === null) return
    this.#frozenMs = this.#endsAtMs - this.#task.loop.now()
    this.#disarm()
  }

  #thaw(): void {
    if (this.#frozenMs === null) return
    const leftMs = this.#frozenMs
    this.#frozenMs = null
    this.set(leftMs)
  }
}
