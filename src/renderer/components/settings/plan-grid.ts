import type { HourlySpeed, SpeedSchedule } from '../../../shared/speed-schedule'

/** An hour of the week. */
export interface PlanCell {
  readonly day: number
  readonly hour: number
}

const [DAYS, HOURS] = [7, 24]

/** The plan after all hours of the rectangle between two corners have become `what`. */
export function painted(
  plan: SpeedSchedule,
  from: PlanCell,
  to: PlanCell,
  what: HourlySpeed,
): SpeedSchedule {
  const isIn = (value: number, a: number, b: number): boolean =>
    value >= Math.min(a, b) && value <= Math.max(a, b)
  return plan.map((hours, day) =>
    hours.map((hour, at) =>
      isIn(day, from.day, to.day) && isIn(at, from.hour, to.hour) ? what : hour,
    ),
  )
}

/** Where an arrow, Home or End leads; null for other keys. `forth` is -1 where hours go leftwards. */
export function cellAfter({ day, hour }: PlanCell, key: string, forth: 1 | -1): PlanCell | null {
  const across = (step: number): PlanCell => ({
    day,
    hour: Math.min(HOURS - 1, Math.max(0, hour + step)),
  })
  const down = (step: number): PlanCell => ({
    day: Math.min(DAYS - 1, Math.max(0, day + step)),
    hour,
  })
  switch (key) {
    case 'ArrowRight':
      return across(forth)
    case 'ArrowLeft':
      return across(-forth)
    case 'ArrowDown':
      return down(1)
    case 'ArrowUp':
      return down(-1)
    case 'Home':
      return { day, hour: 0 }
    case 'End':
      return { day, hour: HOURS - 1 }
    default:
      return null
  }
}
