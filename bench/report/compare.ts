import { type Spread, spreadOf } from '../readings'
import type { Metric, Row } from './section'

/** What a contender read of a metric; null if nothing. */
export function spreadIn({ readings }: Row, { name }: Metric): Spread | null {
  const values = readings.map((reading) => reading[name]).filter((value) => value !== undefined)
  return values.length === 0 ? null : spreadOf(values)
}

/**
 * How many times as well as `row` the `reference` did, round by round: above 1 the reference is
 * better. null if they have no round in common.
 */
export function ratioTo(reference: Row, row: Row, { name, better }: Metric): Spread | null {
  const ratios = row.readings.flatMap((reading, round) => {
    const own = reading[name]
    const other = reference.readings[round]?.[name]
    if (!own || !other) return []
    return [better === 'less' ? own / other : other / own]
  })
  return ratios.length === 0 ? null : spreadOf(ratios)
}
