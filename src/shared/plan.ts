import { z } from 'zod'

/** What may be done in an hour of the week. */
export const PLAN_HOURS = ['full', 'limited', 'paused'] as const

export type PlanHour = (typeof PLAN_HOURS)[number]

const DAYS = 7
const HOURS = 24

/** Seven days from Monday on, each with its 24 hours on this computer's clock. */
export const planSchema = z.array(z.array(z.enum(PLAN_HOURS)).length(HOURS)).length(DAYS)

export type Plan = z.infer<typeof planSchema>

export const FULL_PLAN: Plan = Array.from({ length: DAYS }, () =>
  Array.from({ length: HOURS }, () => 'full'),
)

/**
 * The switch of the footer. `limited` keeps to the limit of all downloads together, if there is one;
 * `plan` does what the plan says of the hour.
 */
export const SPEED_MODES = ['unlimited', 'limited', 'paused', 'plan'] as const

export type SpeedMode = (typeof SPEED_MODES)[number]

/** Of the settings, those on which it depends how fast Rill may be. */
export interface SpeedSettings {
  readonly speedMode: SpeedMode
  readonly plan: Plan
  readonly limitBytesPerSec: number | null
}

/** How fast all downloads together may be now. */
export interface SpeedNow {
  /** None may run: those that would are held until this is over. */
  readonly holds: boolean
  /** null for no limit. */
  readonly limitBytesPerSec: number | null
  /** When the plan next says something else (ms since the epoch); null if nothing will change. */
  readonly untilMs: number | null
}

/** What the switch and the plan say at this time. */
export function speedNow(settings: SpeedSettings, epochMs: number): SpeedNow {
  const { speedMode, plan, limitBytesPerSec } = settings
  if (speedMode !== 'plan') return { ...speedOf(speedMode, limitBytesPerSec), untilMs: null }
  return {
    ...speedOf(hourAt(plan, epochMs), limitBytesPerSec),
    untilMs: nextChange(plan, epochMs)?.atMs ?? null,
  }
}

/** Why downloads are held, for their timelines; `until` is a time in ISO 8601. */
export function whyHeld({ untilMs }: SpeedNow): Readonly<Record<string, string>> {
  if (untilMs === null) return { by: 'switch' }
  return { by: 'plan', until: new Date(untilMs).toISOString() }
}

/** What the plan says of the hour in which this is. */
export function hourAt(plan: Plan, epochMs: number): PlanHour {
  const at = new Date(epochMs)
  return plan[(at.getDay() + DAYS - 1) % DAYS]?.[at.getHours()] ?? 'full'
}

/** When the plan next says something else than now, and what; null if it always says the same. */
export function nextChange(
  plan: Plan,
  epochMs: number,
): { readonly atMs: number; readonly hour: PlanHour } | null {
  const now = hourAt(plan, epochMs)
  let atMs = epochMs
  // A day more than a week, for weeks in which the clocks are changed.
  for (let hours = 0; hours < (DAYS + 1) * HOURS; hours += 1) {
    atMs = endOfHour(atMs)
    const hour = hourAt(plan, atMs)
    if (hour !== now) return { atMs, hour }
  }
  return null
}

function speedOf(
  kind: SpeedMode | PlanHour,
  limitBytesPerSec: number | null,
): Omit<SpeedNow, 'untilMs'> {
  return {
    holds: kind === 'paused',
    limitBytesPerSec: kind === 'limited' ? limitBytesPerSec : null,
  }
}

/** By the minutes of the local clock, which are not those of UTC everywhere. */
function endOfHour(epochMs: number): number {
  const at = new Date(epochMs)
  const sinceMs = (at.getMinutes() * 60 + at.getSeconds()) * 1000 + at.getMilliseconds()
  return epochMs + 3_600_000 - sinceMs
}
