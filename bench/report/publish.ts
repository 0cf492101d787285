import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, readResults, writeResults } from './results'
import { resultsText } from './results-text'
import { speedChart } from './speed-chart'

export interface Publication {
  /** The project's folder, or one like it. */
  readonly out: string
  /** Whether it is written there, beside being printed. */
  readonly keep: boolean
}

/** Prints a result, and writes it among those that are there into `bench` and `docs`. */
export function publish(name: string, result: Result, { out, keep }: Publication): void {
  process.stdout.write(`${resultsText({ [name]: result })}\n`)
  if (!keep) return
  const bench = join(out, 'bench')
  const docs = join(out, 'docs')
  mkdirSync(bench, { recursive: true })
  mkdirSync(docs, { recursive: true })
  const results = { ...readResults(join(bench, 'results.json')), [name]: result }
  writeResults(join(bench, 'results.json'), results)
  writeFileSync(join(bench, 'results.md'), resultsText(results))
  const chart = speedChart(results)
  if (chart !== null) writeFileSync(join(docs, 'speed.svg'), chart)
}
