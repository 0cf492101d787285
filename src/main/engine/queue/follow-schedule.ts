import { type SpeedSettings, speedNow } from '../../../shared/speed-schedule'
import { type Coroutine, type Event, runningLoop, TimeoutError, waitFor } from '../../kernel'

/** Timers stand still while the computer sleeps, and its clock may be set: so look this often. */
const POLL_MS = 60_000

export interface ScheduleFollower {
  readonly settings: () => SpeedSettings
  /** Set when the settings have changed, or time has passed of which no timer knows. */
  readonly woken: Event
  /** Applies what the speed switch and the schedule say now. */
  readonly apply: () => void
}

/** Calls `apply` whenever the schedule changes what it says; for ever. */
export function* followSchedule({ settings, woken, apply }: ScheduleFollower): Coroutine<void> {
  const { clock } = runningLoop()
  for (;;) {
    woken.clear()
    apply()
    const { untilMs } = speedNow(settings(), clock.epochMs())
    if (untilMs === null) yield* woken.wait()
    else yield* wakeAfter(woken, Math.min(untilMs - clock.epochMs(), POLL_MS))
  }
}

function* wakeAfter(woken: Event, delayMs: number): Coroutine<void> {
  try {
    yield* waitFor(woken.wait(), delayMs)
  } catch (thrown) {
    if (!(thrown instanceof TimeoutError)) throw thrown
  }
}
