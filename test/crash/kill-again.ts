import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { seededRandom } from '../../src/main/kernel'
import { heldRanges } from '../cli/held-bytes'
import { startRill } from '../cli/run-rill'
import { tempFolder } from '../io/temp-folder'
import { type FileBody, throttled } from '../servers'
import { serve } from '../servers/serve'
import { bytesAskedAgain, type HeldRanges } from '../support/bytes-asked-again'
import { sha256OfFile } from './sha256-of-file'

export interface Ordeal {
  readonly file: FileBody
  readonly kills: number
  readonly seed: number
  /** What the server gives on each connection. */
  readonly bytesPerSec: number
}

/** What came of it. */
export interface Outcome {
  /** Times that the command was killed; the last time it may have been done already. */
  readonly kills: number
  /** Names in the folder of files, sorted. */
  readonly names: string[]
  readonly sha256: string
  /** What the server handed to its sockets beyond the length of the file. */
  readonly sentAgainBytes: number
  /** Bytes that were recorded as being on disk and asked for nevertheless. */
  readonly heldAskedAgainBytes: number
}

/** How long after its moment a kill may come, so that it does not always hit the same step. */
const LONGEST_DELAY_MS = 100

/**
 * Downloads a file by `rill get` over eight connections, kills it with SIGKILL at moments that are
 * random by the seed, and runs the same command again each time until the file is there. The last
 * kill comes when every byte has been sent.
 */
export async function killAgain({ file, kills, seed, bytesPerSec }: Ordeal): Promise<Outcome> {
  const random = seededRandom(seed)
  const server = await serve({ '/big.bin': throttled(file, bytesPerSec) })
  const home = tempFolder()
  const [dataDir, dir] = [join(home, 'data'), join(home, 'files')]
  const places = ['--data-dir', dataDir, '-d', dir]
  const command = ['get', '-q', '-x', '8', ...places, server.url('/big.bin')]
  const moments = Array.from({ length: kills - 1 }, () => Math.floor(random() * file.lengthBytes))
  let held: HeldRanges = []
  let heldAskedAgainBytes = 0
  let asked = 0
  let killed = 0

  for (const moment of [...moments.sort((a, b) => a - b), file.lengthBytes]) {
    const { child, outcome } = startRill(command)
    const delayMs = random() * LONGEST_DELAY_MS
    await Promise.race([
      server.waitForRequest(() => server.bytesSent('/big.bin') >= moment),
      outcome,
    ])
    await sleep(delayMs)
    child.kill('SIGKILL')
    const { status, stderr } = await outcome
    if (status !== null && status !== 0) throw new Error(`ended by itself: ${stderr}`)
    killed += 1
    heldAskedAgainBytes += bytesAskedAgain(server.requests.slice(asked), held)
    asked = server.requests.length
    held = recorded(dataDir)
  }
  if (!isCompleted(dataDir)) {
    const { status, stderr } = await startRill(command).outcome
    if (status !== 0) throw new Error(`did not complete: ${stderr}`)
    heldAskedAgainBytes += bytesAskedAgain(server.requests.slice(asked), held)
  }
  return {
    kills: killed,
    names: (await readdir(dir)).sort(),
    sha256: await sha256OfFile(join(dir, 'big.bin')),
    sentAgainBytes: server.bytesSent('/big.bin') - file.lengthBytes,
    heldAskedAgainBytes,
  }
}

/** What is recorded; nothing before there is a database. */
function recorded(dataDir: string): HeldRanges {
  return existsSync(join(dataDir, 'rill.db')) ? heldRanges(dataDir) : []
}

function isCompleted(dataDir: string): boolean {
  const db = new Database(join(dataDir, 'rill.db'), { readonly: true })
  try {
    return db.prepare("SELECT 1 FROM downloads WHERE state = 'completed'").get() !== undefined
  } finally {
    db.close()
  }
}
