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
import { hasContent, type LaunchRequest, launchRequestSchema } from './launch-arguments'

const FOLDER = 'launch-inbox'

/**
 * Lays what a start brings into the data folder, for the Rill that runs or is about to. Links go
 * this way and not with the message of the single-instance lock, because Chromium cuts that off at
 * 32 KiB, and because on disk they also outlive a Rill that is just quitting.
 */
export function enqueueLaunchRequest(dataDir: string, request: LaunchRequest): void {
  if (!hasContent(request)) return
  const folder = join(dataDir, FOLDER)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${Date.now()}-${process.pid}`)
  writeFileSync(`${file}.new`, JSON.stringify(request))
  renameSync(`${file}.new`, `${file}.json`)
}

/**
 * Gives all that was left to `take`, oldest first, each of it deleted once it has been taken; what
 * `take` throws at stays for the next time. Only the Rill that holds the lock may call it.
 */
export async function drainLaunchInbox(
  dataDir: string,
  take: (request: LaunchRequest) => Promise<void>,
): Promise<void> {
  for (const name of listLaunchRequests(dataDir)) {
    const file = join(dataDir, FOLDER, name)
    const request = read(file)
    if (request !== null) await take(request)
    rmSync(file, { force: true })
  }
}

/** The names of what was left, oldest first. */
export function listLaunchRequests(dataDir: string): string[] {
  const folder = join(dataDir, FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
}

function read(file: string): LaunchRequest | null {
  try {
    return launchRequestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`What an earlier start left in ${file} cannot be read:`, error)
    return null
  }
}
