import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Recent } from './recent'
import { statOrNull } from './stat-or-null'

/** How long an answer is reused, in milliseconds. */
const RECENT_MS = 100

/** More than can be written in that time: only such an answer is reused. */
const PLENTY_BYTES = 1024 ** 3

/** How much room the disks of folders have. */
export class DiskSpace {
  readonly #recent = new Recent<number>(RECENT_MS)

  /** Free bytes on the disk of a folder that may not exist yet; Infinity where that is unknown. */
  freeBytes(dir: string): Promise<number> {
    return this.#recent.of(
      dir,
      () => freeBytes(dir),
      (bytes) => bytes >= PLENTY_BYTES,
    )
  }
}

async function freeBytes(dir: string): Promise<number> {
  const { blocks, bavail, bsize } = await statfs(await nearestFolder(dir))
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
}

/** The folder itself, or its nearest parent that exists. */
async function nearestFolder(dir: string): Promise<string> {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    if ((await statOrNull(folder)) !== null || dirname(folder) === folder) return folder
  }
}
