import type { Row } from './report/section'

/** Makes one row a contender of what it read in several tables, in the order of the first. */
export function mergeRows(tables: readonly (readonly Row[])[]): Row[] {
  const merged = new Map<string, Row>()
  for (const row of tables.flat()) {
    const before = merged.get(row.contender)
    merged.set(row.contender, before === undefined ? row : merge(before, row))
  }
  return [...merged.values()]
}

function merge(one: Row, other: Row): Row {
  const rounds = Math.max(one.readings.length, other.readings.length)
  return {
    ...one,
    readings: Array.from({ length: rounds }, (_, round) => ({
      ...one.readings[round],
      ...other.readings[round],
    })),
    failure: one.failure ?? other.failure,
  }
}
