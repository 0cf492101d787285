import type { Threads } from '../bridges/threads'
import type { Clock } from './clock'
import { Handle, TimerHandle } from './handle'
import { type ProblemHandler, printProblem } from './problem'
import { ReadyQueue, type Runnable } from './ready-queue'
import { seededRandom } from './seeded-random'
import { TimerHeap } from './timer-heap'

/** How long the loop may run without handing the thread back, in milliseconds. */
const SLICE_MS = 8

/** A turn that begins within this time of the last one, in milliseconds, continues its slice. */
const SAME_SLICE_MS = 1

/** Callbacks that run between two reads of the clock. */
const CALLBACKS_PER_CLOCK_READ = 8

/** Debug mode reports a callback that blocks the thread for longer. */
const SLOW_CALLBACK_MS = 50

export interface LoopOptions {
  /**
   * Permutes the order where asyncio guarantees none, the same way for the same seed: steps of
   * Tasks that are ready together, and timers due at the same moment. Default: order of arrival.
   */
  readonly seed?: number
  /** Reports probable mistakes, at some cost in speed: see `Problem`. */
  readonly debug?: boolean
  /** Where `toThread` runs its jobs. */
  readonly threads?: Threads
  /**
   * Receives problems. Default: a failed callback is thrown at the host, all others are printed.
   */
  readonly onProblem?: ProblemHandler
}

let current: EventLoop | null = null

/** The loop whose callback is running. Throws an Error outside of every loop. */
export function runningLoop(): EventLoop {
  if (current === null) throw new Error('no event loop is running here')
  return current
}

/** The loop whose callback is running; null outside of every loop. */
export function runningLoopOrNull(): EventLoop | null {
  return current
}

/**
 * One thread's queue of ready callbacks, and its timers. Callbacks run in the order of arrival, and
 * never one inside another. Due timers join the queue each time every ready callback has run. After
 * 8 ms without a pause the host gets a turn.
 */
export class EventLoop {
  readonly clock: Clock
  readonly debug: boolean
  readonly threads: Threads | null
  /**
   * Receives problems. A problem must not reference the loop or a Task, or it would keep them
   * alive.
   */
  readonly report: ProblemHandler
  /** The Tasks without a living parent. Only `tasks/` uses it: the loop itself knows no Task. */
  readonly roots = new Set<Runnable>()
  readonly #random: (() => number) | null
  readonly #throwsAtHost: boolean
  readonly #ready = new ReadyQueue()
  readonly #timers = new TimerHeap<TimerHandle>()
  #timersMade = 0
  #tasksMade = 0
  /** How many of the ready callbacks were ready when timers last joined the queue. */
  #leftInBatch = 0
  #untilClockRead = CALLBACKS_PER_CLOCK_READ
  /** The time of the last clock read: between two reads timers see no time pass. */
  #readAtMs = 0
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
    this.#readAtMs = this.clock.now()
    return this.#readAtMs
  }

  /** Runs `callback` after the callbacks already waiting. May be called from outside the loop. */
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

  /** `callSoon` for a Runnable: no Handle is allocated. */
  enqueue(runnable: Runnable): void {
    this.#ready.push(runnable)
    if (current !== this) this.#schedule()
  }

  /** The number that names a new Task without a name. */
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
    // Promises that settle one after another start many turns in which the host gets none.
    if (nowMs - this.#turnEndedAtMs > SAME_SLICE_MS) this.#sliceEndMs = nowMs + SLICE_MS
    let finished = false
    try {
      finished = this.#runReady(this.#sliceEndMs)
    } finally {
      // After a callback that threw as well: the remaining callbacks and timers still get their
      // turn.
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

  /** Runs callbacks and due timers until none is left (true) or the slice has ended (false). */
  #runReady(sliceEndMs: number): boolean {
    for (;;) {
      if (this.#leftInBatch === 0 && !this.#beginBatch()) return true
      while (this.#leftInBatch > 0) {
        this.#untilClockRead -= 1
        if (this.#untilClockRead === 0) {
          this.#untilClockRead = CALLBACKS_PER_CLOCK_READ
          this.now()
        }
        if (this.#readAtMs >= sliceEndMs) return false
        this.#leftInBatch -= 1
        this.#runNext()
      }
    }
  }

  /** Returns false if nothing is ready. */
  #beginBatch(): boolean {
    for (;;) {
      const timer = this.#timers.popDue(this.#readAtMs)
      if (timer === undefined) break
      // The callback is read when its turn comes: an earlier callback may still cancel it.
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
      message: `${what} blocked the loop for ${Math.round(tookMs)} ms`,
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
