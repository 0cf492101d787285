import { systemClock } from '../../src/main/kernel'

const TIMES = 20

/** The system's clock, twenty times as fast: for patience beside real work. */
export const hurriedClock = {
  ...systemClock,
  now: () => systemClock.now() * TIMES,
  wakeAt: (atMs: number, callback: () => void) => systemClock.wakeAt(atMs / TIMES, callback),
}
