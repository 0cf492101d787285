import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The top folder of the disk that `dir` is on; null if that is the system's own, or a drive of
 * Windows, which goes with its letter.
 */
export async function mountPointOf(dir: string): Promise<string | null> {
  if (process.platform === 'win32') return null
  let top = await realpath(dir)
  const { dev } = await stat(top)
  for (let above = dirname(top); above !== top; above = dirname(top)) {
    if ((await stat(above)).dev !== dev) return top
    top = above
  }
  return null
}

/**
 * Whether a disk is mounted there. Where none is, the folder may still stand, empty, and what is
 * written to it lands on another disk.
 */
export async function isMounted(mountPoint: string): Promise<boolean> {
  try {
    const [here, above] = await Promise.all([stat(mountPoint), stat(dirname(mountPoint))])
    return here.dev !== above.dev
  } catch {
    return false
  }
}
