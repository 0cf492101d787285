import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const SHARED_MEMORY = '/dev/shm'

/** What `statfs` calls tmpfs. */
const TMPFS = 0x0102_1994

/** A new folder in a file system in memory; null where there is none. */
export function memoryFolder(): string | null {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK)
    if (statfsSync(SHARED_MEMORY).type !== TMPFS) return null
    return mkdtempSync(join(SHARED_MEMORY, 'rill-bench-'))
  } catch {
    return null
  }
}
