import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Arrival, arrivalSchema, bringsSomething } from './launch-arguments'

const FOLDER = 'arrivals'

/**
 * Lays what a start brings into the data folder, for the Rill that runs or is about to. Links go
 * this way and not with the message of the single-instance lock, because Chromium cuts that off at
 * 32 KiB, and because on disk they also outlive a Rill that is just quitting.
 */
export function leaveArrival(dataDir: string, arrival: Arrival): void {
  if (!bringsSomething(arrival)) return
  const folder = join(dataDir, FOLDER)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${Date.now()}-${process.pid}`)
  writeFileSync(`${file}.new`, JSON.stringify(arrival))
  renameSync(`${file}.new`, `${file}.json`)
}

/**
 * Gives all that was left to `take`, oldest first, each of it deleted once it has been taken; what
 * `take` throws at stays for the next time. Only the Rill that holds the lock may call it.
 */
export async function takeArrivals(
  dataDir: string,
  take: (arrival: Arrival) => Promise<void>,
): Promise<void> {
  for (const name of listArrivals(dataDir)) {
    const file = join(dataDir, FOLDER, name)
    const arrival = read(file)
    if (arrival !== null) await take(arrival)
    rmSync(file, { force: true })
  }
}

/** The names of what was left, oldest first. */
export function listArrivals(dataDir: string): string[] {
  const folder = join(dataDir, FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
}

function read(file: string): Arrival | null {
  try {
    return arrivalSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`What an earlier start left in ${file} cannot be read:`, error)
    return null
  }
}
