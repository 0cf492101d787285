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
 * Writes a launch request into the data folder, for the Rill that holds the lock. The message of the
 * single-instance lock would not do: Chromium truncates it at 32 KiB, and a file also survives a
 * Rill that is quitting.
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
 * Passes each waiting request to `take`, oldest first, and deletes it afterwards. A request that
 * `take` rejects stays for the next time. Only the Rill that holds the lock may call it.
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

/** The file names of the waiting requests, oldest first. */
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
    console.error(`The launch request ${file} cannot be read:`, error)
    return null
  }
}
