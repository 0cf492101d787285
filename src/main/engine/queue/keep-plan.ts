import { type SpeedSettings, speedNow } from '../../../shared/plan'
import { type Coroutine, type Event, runningLoop, TimeoutError, waitFor } from '../../kernel'

/** At the latest: timers stand still while the computer sleeps, and its clock may be set. */
const LOOKS_EVERY_MS = 60_000

export interface PlanKeeper {
  readonly settings: () => SpeedSettings
  /** Set when the settings have changed, or time has passed of which no timer knows. */
  readonly woken: Event
  /** Does what switch and plan say now. */
  readonly apply: () => void
}

/** Calls `apply` whenever the plan comes to say something else, for ever. */
export function* keepPlan({ settings, woken, apply }: PlanKeeper): Coroutine<void> {
  const { clock } = runningLoop()
  for (;;) {
    woken.clear()
    apply()
    const { untilMs } = speedNow(settings(), clock.epochMs())
    if (untilMs === null) yield* woken.wait()
    else yield* wakeAfter(woken, Math.min(untilMs - clock.epochMs(), LOOKS_EVERY_MS))
  }
}

function* wakeAfter(woken: Event, delayMs: number): Coroutine<void> {
  try {
    yield* waitFor(woken.wait(), delayMs)
  } catch (thrown) {
    if (!(thrown instanceof TimeoutError)) throw thrown
  }
}
