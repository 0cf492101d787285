import { create } from 'zustand'

const MINUTE_MS = 60_000

/** The time, renewed at every full minute: one timer for all that shows when something changes. */
export const useClock = create<{ readonly minuteMs: number }>(() => ({ minuteMs: Date.now() }))

/** Makes the clock go, for as long as the window lives. */
export function startClock(): void {
  const nowMs = Date.now()
  setTimeout(
    () => {
      useClock.setState({ minuteMs: Date.now() })
      startClock()
    },
    MINUTE_MS - (nowMs % MINUTE_MS) + 10,
  )
}
