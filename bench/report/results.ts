import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Section } from './section'

/** What a workload gave when it was last measured. */
export interface Result {
  /** A day, as in 2026-01-31. */
  readonly measuredOn: string
  readonly machine: string
  readonly rounds: number
  readonly sections: readonly Section[]
}

/** By the workload's name. */
export type Results = Readonly<Record<string, Result>>

/** None if there is no such file. */
export function readResults(path: string): Results {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {}
}

export function writeResults(path: string, results: Results): void {
  writeFileSync(path, `${JSON.stringify(results, rounded, 2)}\n`)
}

/** A tenth of a thousandth is noise in whatever is measured here. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
