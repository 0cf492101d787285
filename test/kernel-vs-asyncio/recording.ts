import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Log } from './program'

const FOLDER = new URL('./recorded/', import.meta.url)

/** What one version of CPython made of all programs that can be compared with it. */
export interface Recording {
  readonly python: string
  /** By name; lines joined. */
  readonly scenarios: Readonly<Record<string, string>>
  /** Hashes of the logs, in the order of the seeds, separated by spaces. */
  readonly random: string
}

export function recordings(): Recording[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Recording)
}

/** One file for each minor version. */
export function writeRecording(recording: Recording): void {
  const minor = recording.python.split('.').slice(0, 2).join('.')
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(new URL(`${minor}.json`, FOLDER), `${JSON.stringify(recording, null, 2)}\n`)
}

export function joined(log: Log): string {
  return log.join('\n')
}

/** Short, for random programs: it tells only that something differs. */
export function hashOf(log: Log): string {
  return createHash('sha256').update(joined(log)).digest('hex').slice(0, 8)
}
