import type { Runnable } from './ready-queue'
import type { Timer, TimerHeap } from './timer-heap'

/** A callback that waits for its turn and can still be cancelled. */
export class Handle implements Runnable {
  /** null once cancelled. */
  callback: (() => void) | null

  constructor(callback: () => void) {
    this.callback = callback
  }

  get isUnordered(): boolean {
    return false
  }

  /** Cancels the callback; does nothing once it has run. */
  cancel(): void {
    this.callback = null
  }

  cancelled(): boolean {
    return this.callback === null
  }

  /** Only the loop calls it. */
  run(): void {
    this.callback?.()
  }
}

/** A callback that waits for its time. */
export class TimerHandle extends Handle implements Timer {
  /** When it is due, on the loop's `now()`. */
  readonly atMs: number
  /** Timers due at the same moment fire in this order. */
  readonly order: number
  /** The heap in which it waits; null once it is due. */
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
