import type { Runnable } from './ready-queue'
import type { Timer, TimerHeap } from './timer-heap'

/** A callback that waits for its turn and can still be called off. */
export class Handle implements Runnable {
  /** null once it is called off. */
  callback: (() => void) | null

  constructor(callback: () => void) {
    this.callback = callback
  }

  get isUnordered(): boolean {
    return false
  }

  /** Calls it off; does nothing once it has run. */
  cancel(): void {
    this.callback = null
  }

  cancelled(): boolean {
    return this.callback === null
  }

  /** For the loop alone. */
  run(): void {
    this.callback?.()
  }
}

/** A callback that waits for its time. */
export class TimerHandle extends Handle implements Timer {
  /** The moment on the loop's `now()`. */
  readonly atMs: number
  /** Timers of the same moment fire in this order. */
  readonly order: number
  /** Where it waits; null once its time has come. */
  heap: TimerHeap<TimerHandle> | null = null

  constructor(callback: () => void, atMs: number, order: number) {
    super(callback)
    this.atMs = atMs
    this.order = order
  }

  override cancel(): void {
    if (this.callback === null) return
    super.cancel()
    this.heap?.noteCancelled()
  }
}
