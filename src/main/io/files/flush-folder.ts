import { open } from 'node:fs/promises'
import { errnoOf } from './translate-error'

/** What systems say to the flush of a folder that they do not do. */
const NO_FOLDER_FLUSH = ['EINVAL', 'EACCES', 'EPERM', 'EISDIR', 'EBADF', 'ENOSYS', 'ENOTSUP']

/**
 * Returns when the names in the folder would survive a power cut as they are. Windows and some file
 * systems do not do it, or do it by themselves.
 */
export async function flushFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const folder = await open(dir, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!NO_FOLDER_FLUSH.includes(errnoOf(error))) throw error
  }
}
