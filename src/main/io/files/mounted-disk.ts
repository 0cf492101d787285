import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DownloadError } from '../../engine/download-error'

/** The mount point of each folder's disk, for all adapters of this process. */
const mountPoints = new Map<string, string>()

/** Folders on the system disk, with the number of that disk if it is known. */
const onSystemDisk = new Map<string, bigint | null>()

/**
 * Notes the disk of a folder that holds a file of a download; `device` is its number, if known.
 * Throws nothing.
 */
export async function rememberDisk(dir: string, device: bigint | null = null): Promise<void> {
  if (mountPoints.has(dir)) return
  const known = onSystemDisk.get(dir)
  if (known !== undefined && (device === null || device === known)) return
  // A parent folder may not be readable.
  const mountPoint = await mountPointOf(dir).catch(() => null)
  if (mountPoint !== null) mountPoints.set(dir, mountPoint)
  else onSystemDisk.set(dir, device)
}

/**
 * Whether the disk that the folder was seen on is mounted; true if none is remembered. Without its
 * disk the folder may still exist, empty, and its files would land on another disk.
 */
export async function hasItsDisk(dir: string): Promise<boolean> {
  const mountPoint = mountPoints.get(dir)
  return mountPoint === undefined || (await isMounted(mountPoint))
}

/** Throws `folder-missing` if `hasItsDisk` is false. */
export async function requireItsDisk(dir: string): Promise<void> {
  if (!(await hasItsDisk(dir))) throw new DownloadError('folder-missing', { path: dir })
}

/** Null for the system disk, and for a drive of Windows, whose letter disappears with it. */
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
