import type { Threads } from '../bridges/threads'
import type { Clock } from './clock'
import { Handle, TimerHandle } from './handle'
import { type ProblemHandler, printProblem } from './problem'
import { ReadyQueue, type Runnable } from './ready-queue'
import { seededRandom } from './seeded-random'
import { TimerHeap } from './timer-heap'

/** How long the loop may run without handing the thread back, in milliseconds. */
const SLICE_MS = 8

/** A turn that begins so soon after the last, in milliseconds, goes on with its slice. */
const SAME_SLICE_MS = 1

/** Callbacks between two looks at the clock. */
const CALLBACKS_A_LOOK = 8

/** In debug mode a callback that holds the thread for longer is reported. */
const SLOW_CALLBACK_MS = 50

export interface LoopOptions {
  /**
   * Permutes what asyncio leaves unordered, the same way for the same seed: the steps of Tasks that
   * are ready together, and timers of the same moment. By default both keep the order of arrival.
   */
  readonly seed?: number
  /** Reports what is probably a misuse, at some cost: see `Problem`. */
  readonly debug?: boolean
  /** Where `toThread` runs its jobs. */
  readonly threads?: Threads
  /** Hears of problems. By default a failed callback is thrown at the host, the rest is printed. */
  readonly onProblem?: ProblemHandler
}

let current: EventLoop | null = null

/** The loop whose callback is running. Throws outside of one. */
export function runningLoop(): EventLoop {
  if (current === null) throw new Error('no event loop is running here')
  return current
}

/** The same, but null outside of a loop. */
export function runningLoopOrNull(): EventLoop | null {
  return current
}

/**
 * One thread's queue of ready callbacks and of timers. Callbacks run in the order in which they
 * were put in; a callback never runs inside another. Timers that are due join the queue each time
 * all that was ready has run. After 8 ms at a stretch the host gets a turn.
 */
export class EventLoop {
  readonly clock: Clock
  readonly debug: boolean
  readonly threads: Threads | null
  /** Hears of problems; what it is called with must not hold the loop or a Task. */
  readonly report: ProblemHandler
  /** The Tasks without a living parent. Only `tasks/` uses it: the loop itself knows no Task. */
  readonly roots = new Set<Runnable>()
  readonly #random: (() => number) | null
  readonly #throwsAtHost: boolean
  readonly #ready = new ReadyQueue()
  readonly #timers = new TimerHeap<TimerHandle>()
  #timersMade = 0
  #tasksMade = 0
  /** How many of those ready were so when the timers last joined. */
  #leftInBatch = 0
  #untilLook = CALLBACKS_A_LOOK
  /** The time at the last look: between two looks none passes for the timers. */
  #lookedAtMs = 0
  #sliceEndMs = Number.NEGATIVE_INFINITY
  #turnEndedAtMs = Number.NEGATIVE_INFINITY
  #scheduled = false
  #wakeUp: { readonly atMs: number; readonly disarm: () => void } | null = null

  constructor(clock: Clock, options: LoopOptions = {}) {
    this.clock = clock
    this.debug = options.debug ?? false
    this.threads = options.threads ?? null
    this.report = options.onProblem ?? printProblem
    this.#throwsAtHost = options.onProblem === undefined
    this.#random = options.seed === undefined ? null : seededRandom(options.seed)
  }

  /** Monotonic milliseconds. */
  now(): number {
    this.#lookedAtMs = this.clock.now()
    return this.#lookedAtMs
  }

  /** Runs `callback` after those already waiting; may be called from outside the loop. */
  callSoon(callback: () => void): Handle {
    const handle = new Handle(callback)
    this.enqueue(handle)
    return handle
  }

  /** Runs `callback` once `delayMs` have passed. */
  callLater(delayMs: number, callback: () => void): Handle {
    return this.callAt(this.now() + delayMs, callback)
  }

  /** Runs `callback` once the loop's time has reached `atMs`. */
  callAt(atMs: number, callback: () => void): Handle {
    const order = this.#random === null ? this.#timersMade : this.#random()
    this.#timersMade += 1
    const timer = new TimerHandle(callback, atMs, order)
    timer.heap = this.#timers
    this.#timers.push(timer)
    if (current !== this) this.#schedule()
    return timer
  }

  /** `callSoon` for what can run by itself, without a Handle around it. */
  enqueue(runnable: Runnable): void {
    this.#ready.push(runnable)
    if (current !== this) this.#schedule()
  }

  /** The number of a new Task that has no name. */
  numberTask(): number {
    this.#tasksMade += 1
    return this.#tasksMade
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.clock.soon(this.#turn)
  }

  readonly #turn = (): void => {
    this.#scheduled = false
    const outer = current
    current = this
    const nowMs = this.now()
    // Promises that are settled one after the other begin many turns without one for the host.
    if (nowMs - this.#turnEndedAtMs > SAME_SLICE_MS) this.#sliceEndMs = nowMs + SLICE_MS
    let finished = false
    try {
      finished = this.#runReady(this.#sliceEndMs)
    } finally {
      // Also after a callback that threw: what is left, timers included, gets its turn.
      current = outer
      if (finished) {
        this.#turnEndedAtMs = this.now()
        this.#armTimer()
      } else {
        this.#turnEndedAtMs = Number.NEGATIVE_INFINITY
        this.#scheduled = true
        this.clock.afterIo(this.#turn)
      }
    }
  }

  /** Runs callbacks and due timers until none is left (true) or the slice is over (false). */
  #runReady(sliceEndMs: number): boolean {
    for (;;) {
      if (this.#leftInBatch === 0 && !this.#beginBatch()) return true
      while (this.#leftInBatch > 0) {
        this.#untilLook -= 1
        if (this.#untilLook === 0) {
          this.#untilLook = CALLBACKS_A_LOOK
          this.now()
        }
        if (this.#lookedAtMs >= sliceEndMs) return false
        this.#leftInBatch -= 1
        this.#runNext()
      }
    }
  }

  /** False if nothing is ready. */
  #beginBatch(): boolean {
    for (;;) {
      const timer = this.#timers.popDue(this.#lookedAtMs)
      if (timer === undefined) break
      // Its callback is looked up when its turn comes: one before it may still call it off.
      timer.heap = null
      this.#ready.push(timer)
    }
    this.#leftInBatch = this.#ready.size
    if (this.#random !== null) this.#ready.shuffleUnordered(this.#random)
    return this.#leftInBatch > 0
  }

  #runNext(): void {
    if (this.debug || !this.#throwsAtHost) this.#runWatched()
    else this.#ready.shift()?.run()
  }

  #runWatched(): void {
    const startedAtMs = this.debug ? this.now() : 0
    const runnable = this.#ready.shift()
    try {
      runnable?.run()
    } catch (error) {
      if (this.#throwsAtHost) throw error
      this.report({ kind: 'callback-failed', message: 'a callback threw', cause: error })
    }
    if (!this.debug) return
    const tookMs = this.now() - startedAtMs
    if (tookMs < SLOW_CALLBACK_MS) return
    const what = runnable?.isUnordered === true ? String(runnable) : 'a callback'
    this.report({
      kind: 'slow-callback',
      message: `${what} held the loop for ${Math.round(tookMs)} ms`,
    })
  }

  #armTimer(): void {
    const next = this.#timers.peek()
    if (this.#wakeUp !== null && this.#wakeUp.atMs === next?.atMs) return
    this.#wakeUp?.disarm()
    this.#wakeUp = null
    if (next === undefined) return
    const disarm = this.clock.wakeAt(next.atMs, () => {
      this.#wakeUp = null
      this.#schedule()
    })
    this.#wakeUp = { atMs: next.atMs, disarm }
  }
}
