import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The top folders of the disks that folders were seen on, for all adapters of this process. */
const mountPoints = new Map<string, string>()

/** Folders on the system's own disk; by its number, as far as that is known. */
const onSystemDisk = new Map<string, bigint | null>()

/**
 * To be called when something of a download was seen in the folder, with the folder's disk where
 * that is at hand. Throws nothing.
 */
export async function rememberDisk(dir: string, device: bigint | null = null): Promise<void> {
  if (mountPoints.has(dir)) return
  const known = onSystemDisk.get(dir)
  if (known !== undefined && (device === null || device === known)) return
  // Not every parent may be looked at everywhere.
  const mountPoint = await mountPointOf(dir).catch(() => null)
  if (mountPoint !== null) mountPoints.set(dir, mountPoint)
  else onSystemDisk.set(dir, device)
}

/**
 * Whether the disk that the folder was seen on is mounted; true where none is remembered. Where it
 * is not, the folder may still stand, empty, and what is written to it lands on another disk.
 */
export async function hasItsDisk(dir: string): Promise<boolean> {
  const mountPoint = mountPoints.get(dir)
  return mountPoint === undefined || (await isMounted(mountPoint))
}

/** Null for the system's own disk, or a drive of Windows, which goes with its letter. */
async function mountPointOf(dir: string): Promise<string | null> {
  if (process.platform === 'win32') return null
  let top = await realpath(dir)
  const { dev } = await stat(top)
  for (let above = dirname(top); above !== top; above = dirname(top)) {
    if ((await stat(above)).dev !== dev) return top
    top = above
  }
  return null
}

async function isMounted(mountPoint: string): Promise<boolean> {
  try {
    const [here, above] = await Promise.all([stat(mountPoint), stat(dirname(mountPoint))])
    return here.dev !== above.dev
  } catch {
    return false
  }
}
