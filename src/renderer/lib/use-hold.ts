import { useApp } from '../stores/app'
import { useClock } from '../stores/clock'
import { holdText } from './speed-text'

/** Why what is queued does not run now, by the switch or the plan; null if it may. */
export function useHold(): string | null {
  const nowMs = useClock((state) => state.minuteMs)
  return useApp(({ settings }) => settings && holdText(settings, nowMs))
}
