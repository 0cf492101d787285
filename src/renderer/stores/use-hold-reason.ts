import { holdText } from '../lib/text/speed-text'
import { useApp } from './app'
import { useClock } from './clock'

/** Why what is queued does not run now, by the switch or the plan; null if it may. */
export function useHoldReason(): string | null {
  const nowMs = useClock((state) => state.minuteMs)
  return useApp(({ settings }) => settings && holdText(settings, nowMs))
}
