import type { SpeedRecord } from '../../../shared/speed-record'

export type ChartSpan = 'minute' | 'whole'

const MINUTE = 60

/** What the chart draws: seconds before now, or since it began, and bytes per second. */
export interface ChartData {
  readonly seconds: readonly number[]
  /** null where nothing is known. */
  readonly speeds: readonly (number | null)[]
  readonly topBytesPerSec: number
  readonly meanBytesPerSec: number
}

/** The last minute always has its whole width: what is new comes in from its end. */
export function chartData(record: SpeedRecord | null, span: ChartSpan): ChartData {
  const speeds = (span === 'minute' ? record?.recent : record?.whole) ?? []
  const facts = { topBytesPerSec: Math.max(0, ...speeds), meanBytesPerSec: mean(speeds) }
  if (span === 'minute') {
    const missing = Array.from({ length: Math.max(0, MINUTE - speeds.length) }, () => null)
    return {
      ...facts,
      seconds: Array.from({ length: MINUTE }, (_, index) => index - MINUTE + 1),
      speeds: [...missing, ...speeds],
    }
  }
  const stepSeconds = (record?.stepMs ?? 1_000) / 1_000
  return { ...facts, seconds: speeds.map((_, index) => index * stepSeconds), speeds }
}

function mean(speeds: readonly number[]): number {
  if (speeds.length === 0) return 0
  return Math.round(speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length)
}
