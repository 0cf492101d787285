import type { ErrorCode } from '../../../shared/errors'
import { DownloadError } from '../../engine/download-error'

const CODES: Record<string, ErrorCode> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'folder-not-writable',
  EPERM: 'folder-not-writable',
  EROFS: 'folder-not-writable',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
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
  if (error instanceof DownloadError) return error
  const code = errnoOf(error)
  const known = CODES[code]
  if (known !== undefined) return new DownloadError(known, { path: dir }, error)
  const detail = code || (error instanceof Error ? error.message : String(error))
  return new DownloadError('disk-error', { path: dir, detail }, error)
}
