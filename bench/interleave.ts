import type { Reading, Row } from './report/section'

/** Who is measured, and how: once a round. */
export interface Entrant {
  readonly contender: string
  readonly version: string
  readonly command: string
  measure(): Promise<Reading>
}

/**
 * Measures all of them once a round, in turns, so that a slow moment of the machine does not fall on
 * one of them alone; every other round backwards. Who fails has no reading of that round, and a
 * failure to tell.
 */
export async function interleave(
  entrants: readonly Entrant[],
  rounds: number,
  say: (text: string) => void,
): Promise<Row[]> {
  const results = entrants.map((entrant) => ({
    entrant,
    readings: [] as Reading[],
    failure: null as string | null,
  }))
  for (let round = 0; round < rounds; round += 1) {
    for (const result of round % 2 === 0 ? results : results.toReversed()) {
      const { entrant, readings } = result
      try {
        const reading = await entrant.measure()
        readings.push(reading)
        say(`  ${round + 1}. ${entrant.contender}: ${JSON.stringify(reading)}`)
      } catch (error) {
        readings.push({})
        result.failure = error instanceof Error ? error.message : String(error)
        say(`  ${round + 1}. ${entrant.contender}: ${result.failure}`)
      }
    }
  }
  return results.map(({ entrant: { contender, version, command }, readings, failure }) => ({
    ...{ contender, version, command, readings, failure },
  }))
}
