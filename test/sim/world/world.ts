import { seededRandom } from '../../../src/main/kernel'
import { Trace } from './trace'

interface Timer {
  readonly atMs: number
  readonly order: number
  callback: (() => void) | null
}

/** The date at which every world starts. */
const EPOCH_MS = Date.UTC(2026, 0, 1)

/** More callbacks than this at one moment are an endless loop. */
const MOST_AT_ONE_MOMENT = 1_000_000

/**
 * Time and chance of a simulated world, for its processes, hosts, disk and people. One callback runs
 * at a time, in an order that only the seed decides. The world itself uses no promises: `run` plays a
 * story from beginning to end in one call.
 */
export class World {
  readonly trace: Trace
  /** Every decision by chance in this world uses it. */
  readonly random: () => number
  #nowMs = 0
  readonly #soon: (() => void)[] = []
  readonly #timers: Timer[] = []
  #timersMade = 0
  #atThisMoment = 0

  constructor(seed: number) {
    this.random = seededRandom(seed)
    this.trace = new Trace(() => this.#nowMs)
  }

  /** Milliseconds since the world began. */
  now(): number {
    return this.#nowMs
  }

  epochMs(): number {
    return EPOCH_MS + Math.floor(this.#nowMs)
  }

  /** A whole number in `[least, most]`. */
  pick(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  /** True with this probability. */
  percent(percent: number): boolean {
    return this.random() * 100 < percent
  }

  /** Calls `callback` at this moment, after everything already due. */
  soon(callback: () => void): void {
    this.#soon.push(callback)
  }

  /** Calls `callback` at that time, or soon if it is past; the returned function cancels it. */
  at(atMs: number, callback: () => void): () => void {
    const timer: Timer = { atMs: Math.max(atMs, this.#nowMs), order: this.#timersMade, callback }
    this.#timersMade += 1
    this.#insert(timer)
    return () => {
      timer.callback = null
    }
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.at(this.#nowMs + delayMs, callback)
  }

  /** Lets time pass until `untilMs`, until `isOver`, or until no callback is left. */
  run(untilMs: number, isOver: () => boolean = () => false): void {
    while (!isOver() && this.step(untilMs));
  }

  /** Runs the next callback that is due until `untilMs`; false if there is none. */
  step(untilMs = Number.POSITIVE_INFINITY): boolean {
    const callback = this.#soon.shift() ?? this.#nextOf(untilMs)
    if (callback === null) return false
    this.#atThisMoment += 1
    if (this.#atThisMoment > MOST_AT_ONE_MOMENT) throw new Error('time stands still')
    callback()
    return true
  }

  #nextOf(untilMs: number): (() => void) | null {
    for (;;) {
      const timer = this.#timers.at(-1)
      if (timer === undefined || timer.atMs > untilMs) {
        if (untilMs !== Number.POSITIVE_INFINITY) this.#passTo(Math.max(this.#nowMs, untilMs))
        return null
      }
      this.#timers.pop()
      if (timer.callback === null) continue
      this.#passTo(timer.atMs)
      return timer.callback
    }
  }

  #passTo(atMs: number): void {
    if (atMs > this.#nowMs) this.#atThisMoment = 0
    this.#nowMs = atMs
  }

  /** Keeps timers sorted, the next one last; there are few at a time. */
  #insert(timer: Timer): void {
    let [low, high] = [0, this.#timers.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#timers[middle]
      if (other !== undefined && other.atMs > timer.atMs) {
        low = middle + 1
      } else high = middle
    }
    this.#timers.splice(low, 0, timer)
  }
}
