import { create } from 'zustand'

/** How many seconds the little chart shows. */
export const HISTORY_SECONDS = 60

/** How fast all downloads were together, one value per second, newest last. */
export const useSpeedHistory = create<{ readonly values: readonly number[] }>(() => ({
  values: Array.from({ length: HISTORY_SECONDS }, () => 0),
}))

export function recordSpeed(bytesPerSec: number): void {
  useSpeedHistory.setState(({ values }) => ({
    values: [...values.slice(1 - HISTORY_SECONDS), bytesPerSec],
  }))
}
