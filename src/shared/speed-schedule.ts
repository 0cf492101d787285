import { z } from 'zod'

/** What downloads may do in an hour of the week. */
export const HOURLY_SPEEDS = ['full', 'limited', 'paused'] as const

export type HourlySpeed = (typeof HOURLY_SPEEDS)[number]

const DAYS = 7
const HOURS = 24

/** Seven days, Monday first, each with the 24 hours of this computer's clock. */
export const speedScheduleSchema = z
  .array(z.array(z.enum(HOURLY_SPEEDS)).length(HOURS))
  .length(DAYS)

export type SpeedSchedule = z.infer<typeof speedScheduleSchema>

export const FULL_SPEED_SCHEDULE: SpeedSchedule = Array.from({ length: DAYS }, () =>
  Array.from({ length: HOURS }, () => 'full'),
)

/**
 * The positions of the speed switch. `limited` applies the limit of all downloads, if one is set;
 * `schedule` applies the schedule's entry for the hour.
 */
export const SPEED_MODES = ['unlimited', 'limited', 'paused', 'schedule'] as const

export type SpeedMode = (typeof SPEED_MODES)[number]

/** The settings that decide how fast all downloads together may be. */
export interface SpeedSettings {
  readonly speedMode: SpeedMode
  readonly speedSchedule: SpeedSchedule
  readonly limitBytesPerSec: number | null
}

/** How fast all downloads together may be now. */
export interface SpeedNow {
  /** Downloads do not run until this is over. */
  readonly holds: boolean
  /** null for no limit. */
  readonly limitBytesPerSec: number | null
  /** When the schedule changes the speed next (ms since the epoch); null if it never does. */
  readonly untilMs: number | null
}

/** Applies the speed switch and the schedule to this time. */
export function speedNow(settings: SpeedSettings, epochMs: number): SpeedNow {
  const { speedMode, speedSchedule, limitBytesPerSec } = settings
  if (speedMode !== 'schedule') return { ...speedOf(speedMode, limitBytesPerSec), untilMs: null }
  return {
    ...speedOf(scheduledSpeed(speedSchedule, epochMs), limitBytesPerSec),
    untilMs: nextChange(speedSchedule, epochMs)?.atMs ?? null,
  }
}

/** Why downloads are held, as facts for their timelines; `until` is a time in ISO 8601. */
export function holdReason({ untilMs }: SpeedNow): Readonly<Record<string, string>> {
  if (untilMs === null) return { by: 'switch' }
  return { by: 'schedule', until: new Date(untilMs).toISOString() }
}

/** The schedule's entry for the hour that contains this time. */
export function scheduledSpeed(schedule: SpeedSchedule, epochMs: number): HourlySpeed {
  const at = new Date(epochMs)
  return schedule[(at.getDay() + DAYS - 1) % DAYS]?.[at.getHours()] ?? 'full'
}

/** The next time at which the schedule changes the speed; null if all its hours are the same. */
export function nextChange(
  schedule: SpeedSchedule,
  epochMs: number,
): { readonly atMs: number; readonly speed: HourlySpeed } | null {
  const now = scheduledSpeed(schedule, epochMs)
  let atMs = epochMs
  // Eight days, for a week in which the clocks change.
  for (let hours = 0; hours < (DAYS + 1) * HOURS; hours += 1) {
    atMs = endOfHour(atMs)
    const speed = scheduledSpeed(schedule, atMs)
    if (speed !== now) return { atMs, speed }
  }
  return null
}

function speedOf(
  kind: SpeedMode | HourlySpeed,
  limitBytesPerSec: number | null,
): Omit<SpeedNow, 'untilMs'> {
  return {
    holds: kind === 'paused',
    limitBytesPerSec: kind === 'limited' ? limitBytesPerSec : null,
  }
}

/** By the minutes of the local clock: not every time zone is whole hours from UTC. */
function endOfHour(epochMs: number): number {
  const at = new Date(epochMs)
  const sinceMs = (at.getMinutes() * 60 + at.getSeconds()) * 1000 + at.getMilliseconds()
  return epochMs + 3_600_000 - sinceMs
}
