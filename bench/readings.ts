/** What several rounds of the same measurement gave. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** Throws without readings. */
export function spreadOf(readings: readonly number[]): Spread {
  const sorted = readings.toSorted((a, b) => a - b)
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  const upper = sorted[Math.floor(sorted.length / 2)]
  const least = sorted[0]
  const most = sorted.at(-1)
  if (lower === undefined || upper === undefined || least === undefined || most === undefined) {
    throw new Error('nothing was measured')
  }
  return { median: (lower + upper) / 2, least, most }
}
