import type { Clock } from './clock'

declare function setTimeout(callback: () => void, ms: number): number
declare function clearTimeout(timer: number): void
declare function setImmediate(callback: () => void): void
declare const performance: { now(): number }

/** The longest delay of setTimeout; the loop arms a later timer again when this one fires. */
const LONGEST_DELAY_MS = 2_147_483_647

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  epochMs: () => Date.now(),
  soon: queueMicrotask,
  afterIo: setImmediate,
  wakeAt(atMs, callback) {
    const delayMs = Math.ceil(atMs - performance.now())
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS))
    return () => clearTimeout(timer)
  },
}
