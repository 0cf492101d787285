import type { Clock } from './clock'

declare function setTimeout(callback: () => void, ms: number): number
declare function clearTimeout(timer: number): void
declare function setImmediate(callback: () => void): void
declare const performance: { now(): number }

/** The longest delay that setTimeout takes; a later timer is armed again on the way. */
const LONGEST_DELAY_MS = 2_147_483_647

/** Time as the machine has it. */
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
