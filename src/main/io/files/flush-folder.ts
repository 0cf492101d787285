import fs from 'node:fs'
import { closeFd, openFd } from './descriptors'
import { SharedFlush } from './shared-flush'
import { errnoOf } from './translate-error'

/** What systems say to the flush of a folder that they do not do. */
const NO_FOLDER_FLUSH = ['EINVAL', 'EACCES', 'EPERM', 'EISDIR', 'EBADF', 'ENOSYS', 'ENOTSUP']

/** Of the folders that are being flushed. */
const flushes = new Map<string, SharedFlush>()

/**
 * Returns when the names in the folder would survive a power cut as they are. Windows and some file
 * systems do not do it, or do it by themselves. Of many who ask at once most share a flush.
 */
export async function flushFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const flush = flushes.get(dir) ?? new SharedFlush(() => sync(dir))
  flushes.set(dir, flush)
  try {
    await flush.begin()
  } finally {
    if (flush.isIdle) flushes.delete(dir)
  }
}

async function sync(dir: string): Promise<void> {
  try {
    const fd = await openFd(dir, 'r')
    try {
      await new Promise<void>((settle, reject) => {
        fs.fsync(fd, (error) => (error === null ? settle() : reject(error)))
      })
    } finally {
      await closeFd(fd)
    }
  } catch (error) {
    if (!NO_FOLDER_FLUSH.includes(errnoOf(error))) throw error
  }
}
