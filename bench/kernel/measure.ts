import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { WorkloadName } from './workloads'

/** Built beside this file. */
const SAMPLE = join(import.meta.dirname, 'sample.mjs')

/** One reading, from a process of its own: no contender meets another's heap or compiled code. */
export function measure(contender: string, workload: WorkloadName, amount: number): number {
  const args = ['--expose-gc', SAMPLE, contender, workload, String(amount)]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}
