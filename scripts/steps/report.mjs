import { total } from './counts.mjs'
import { countsText, lineOf } from './run-steps.mjs'

/** Their lines are still on the screen: nobody needs them twice. */
const FEW = 2

/**
 * Prints what every step came to, and as the last line the tests of all kinds: CI reads that one.
 * Returns the exit status.
 */
export function report(results, startedAtMs) {
  const seconds = (performance.now() - startedAtMs) / 1000
  if (results.length > FEW) {
    process.stdout.write('\n')
    for (const result of results) process.stdout.write(`${lineOf(result)}\n`)
  }
  process.stdout.write(`\n${minutes(seconds)} in all\n${countsText(total(results))}\n`)
  return results.every(({ ok }) => ok) ? 0 : 1
}

function minutes(seconds) {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
