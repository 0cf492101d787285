import type { Clock } from './clock'
import { type Timer, TimerHeap } from './timer-heap'

/** How long the loop may run without handing the thread back, in milliseconds. */
const SLICE_MS = 8

/** Callbacks between two looks at the clock. */
const CALLBACKS_A_LOOK = 64

/** A callback that can still be called off. */
export interface Handle {
  cancel(): void
}

let current: EventLoop | null = null

/** The loop whose callback is running. Throws outside of one. */
export function runningLoop(): EventLoop {
  if (current === null) throw new Error('no event loop is running here')
  return current
}

/**
 * One thread's queue of ready callbacks and of timers. Callbacks run in the order in which they
 * were put in; a callback never runs inside another. After 8 ms at a stretch the host gets a turn.
 */
export class EventLoop {
  readonly clock: Clock
  #ready: (() => void)[] = []
  readonly #timers = new TimerHeap()
  #timersMade = 0
  #scheduled = false
  #wakeUp: { readonly atMs: number; readonly callOff: () => void } | null = null

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** Monotonic milliseconds. */
  now(): number {
    return this.clock.now()
  }

  /** Runs `callback` after those already waiting; may be called from outside the loop. */
  callSoon(callback: () => void): void {
    this.#ready.push(callback)
    this.#schedule()
  }

  callLater(delayMs: number, callback: () => void): Handle {
    return this.callAt(this.now() + delayMs, callback)
  }

  /** Runs `callback` once the loop's time has reached `atMs`. */
  callAt(atMs: number, callback: () => void): Handle {
    const timer: Timer = { atMs, order: this.#timersMade++, callback }
    this.#timers.push(timer)
    if (current !== this) this.#schedule()
    return {
      cancel() {
        timer.callback = null
      },
    }
  }

  #schedule(): void {
    if (this.#scheduled || current === this) return
    this.#scheduled = true
    this.clock.soon(this.#turn)
  }

  readonly #turn = (): void => {
    this.#scheduled = false
    const outer = current
    current = this
    let finished = false
    try {
      finished = this.#runReady(this.now() + SLICE_MS)
    } finally {
      // Also after a callback that threw: what is left, timers included, gets its turn.
      current = outer
      if (finished) {
        this.#armTimer()
      } else {
        this.#scheduled = true
        this.clock.afterIo(this.#turn)
      }
    }
  }

  /** Runs callbacks and due timers until none is left (true) or the slice is over (false). */
  #runReady(sliceEndMs: number): boolean {
    for (;;) {
      this.#moveDueTimers()
      const batch = this.#ready
      if (batch.length === 0) return true
      if (this.now() >= sliceEndMs) return false
      this.#ready = []
      for (let index = 0; index < batch.length; index += 1) {
        if (index % CALLBACKS_A_LOOK === CALLBACKS_A_LOOK - 1 && this.now() >= sliceEndMs) {
          this.#ready = batch.slice(index).concat(this.#ready)
          return false
        }
        this.#call(batch, index)
      }
    }
  }

  /** A callback that throws is a mistake in the program: the rest of its batch must still run. */
  #call(batch: readonly (() => void)[], index: number): void {
    try {
      batch[index]?.()
    } catch (error) {
      this.#ready = batch.slice(index + 1).concat(this.#ready)
      throw error
    }
  }

  #moveDueTimers(): void {
    const nowMs = this.now()
    for (;;) {
      const timer = this.#timers.popDue(nowMs)
      if (timer === undefined) return
      // Looked up when its turn comes: a callback before it may still call it off.
      this.#ready.push(() => timer.callback?.())
    }
  }

  #armTimer(): void {
    const next = this.#timers.peek()
    if (this.#wakeUp !== null && this.#wakeUp.atMs === next?.atMs) return
    this.#wakeUp?.callOff()
    this.#wakeUp = null
    if (next === undefined) return
    const callOff = this.clock.wakeAt(next.atMs, () => {
      this.#wakeUp = null
      this.#schedule()
    })
    this.#wakeUp = { atMs: next.atMs, callOff }
  }
}
