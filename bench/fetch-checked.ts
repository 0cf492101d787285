import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Contender, Cost } from './contenders/contender'
import { checkStampedFile } from './servers/stamped-file'
import { warmMemory } from './warm-memory'

export interface Fetch {
  readonly url: string
  readonly lengthBytes: number
  readonly connections: number
  /** In a folder of its own inside of this one. */
  readonly into: string
}

/** Has a file fetched, throws unless it is whole, and deletes it. */
export async function fetchChecked(
  contender: Contender,
  { url, lengthBytes, connections, into }: Fetch,
): Promise<Cost> {
  const dir = await mkdtemp(join(into, 'fetch-'))
  const name = basename(url)
  try {
    warmMemory(lengthBytes)
    const cost = await contender.fetchFile({ url, dir, name, connections })
    await checkStampedFile(join(dir, name), lengthBytes)
    return cost
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 })
    // What this one has left to be written must not slow down the next.
    execFileSync('sync', ['-f', into])
  }
}
