import { opendir, stat } from 'node:fs/promises'
import type { ErrorCode } from '../../../shared/errors'
import { DownloadError } from '../../engine/download-error'
import { hasItsDisk } from './mounted-disk'

const CODES: Record<string, ErrorCode> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'folder-not-writable',
  EPERM: 'folder-not-writable',
  EROFS: 'folder-not-writable',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  // A disk that was unplugged.
  ENODEV: 'folder-missing',
  ENXIO: 'folder-missing',
  // A share whose server is away.
  ESTALE: 'folder-missing',
  ENOTCONN: 'folder-missing',
  EHOSTDOWN: 'folder-missing',
  EHOSTUNREACH: 'folder-missing',
  ENETUNREACH: 'folder-missing',
  ETIMEDOUT: 'folder-missing',
}

/** The code of a Node error, or the empty string. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

/** An error of the file system about `dir`, in the engine's words. */
export function translateFileError(error: unknown, dir: string): DownloadError {
  if (error instanceof DownloadError) return error
  const code = errnoOf(error)
  const known = CODES[code]
  if (known !== undefined) return new DownloadError(known, { path: dir }, error)
  const detail = code || (error instanceof Error ? error.message : String(error))
  return new DownloadError('disk-error', { path: dir, detail }, error)
}

/**
 * As `translateFileError`, and looks at the folder where the error alone does not tell: EIO comes
 * from a bad disk and from one that was pulled out. `device` is the disk that the folder was on.
 */
export async function diagnoseFileError(
  error: unknown,
  dir: string,
  device: bigint | null = null,
): Promise<DownloadError> {
  if (errnoOf(error) === 'EIO' && (await isAway(dir, device))) {
    return new DownloadError('folder-missing', { path: dir, detail: 'EIO' }, error)
  }
  return translateFileError(error, dir)
}

/**
 * Whether the folder is gone, cannot be read any more, or is now one of another disk than `device`
 * or the one that this process has seen it on.
 */
export async function isAway(dir: string, device: bigint | null = null): Promise<boolean> {
  try {
    if (!(await hasItsDisk(dir))) return true
    const { dev } = await stat(dir, { bigint: true })
    if (device !== null && dev !== device) return true
    const folder = await opendir(dir)
    try {
      await folder.read()
    } finally {
      await folder.close()
    }
    return false
  } catch (error) {
    return !['EACCES', 'EPERM'].includes(errnoOf(error))
  }
}
