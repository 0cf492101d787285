import fs from 'node:fs'
import { dirname } from 'node:path'
import { DownloadError } from '../../engine/download-error'
import { flushFolder } from './flush-folder'
import { createEmpty } from './reserved-part'
import { isSameFile, statOrNull } from './stat-or-null'
import { errnoOf, isAway } from './translate-error'

const { link, open, rename, rm, stat, unlink, utimes } = fs.promises

/** What file systems without hard links say to `link`. */
export const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'EINVAL']

/** What `rename` says when a folder has the name. */
const IS_FOLDER = ['EISDIR', 'EPERM', 'EACCES', 'EEXIST', 'ENOTEMPTY']

/**
 * The time that a part bears while it takes its name without a link. No file comes from before the
 * web, so a part with this time was in the middle of it when its process ended.
 */
const TAKING_NAME = new Date('1981-02-03T04:05:06Z')
/** FAT keeps local time. */
const DAY_MS = 26 * 3_600_000

/**
 * Gives a part its final name, for good: when this returns the name outlives a power cut. At every
 * moment the bytes stand under one of the two names or both, and what a crash left in between is
 * completed by the next call. False, and nothing done, if the name is taken and must not be
 * replaced, or is a folder's.
 */
export async function giveFinalName(
  part: string,
  final: string,
  replace: boolean,
): Promise<boolean> {
  try {
    return replace ? await replaceBy(part, final) : await linkAs(part, final)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && !(await isAway(dirname(part)))) {
      throw new DownloadError('part-file-lost', { path: part }, error)
    }
    throw error
  }
}

async function replaceBy(part: string, final: string): Promise<boolean> {
  // Between two names of one file, rename does nothing.
  if (await isSameFile(part, final)) return await dropPart(part)
  try {
    await rename(part, final)
  } catch (error) {
    if (IS_FOLDER.includes(errnoOf(error)) && (await statOrNull(final))?.isDirectory() === true) {
      return false
    }
    throw error
  }
  await flushFolder(dirname(final))
  return true
}

async function linkAs(part: string, final: string): Promise<boolean> {
  try {
    // Unlike rename, link never replaces a file that somebody put there meanwhile.
    await link(part, final)
  } catch (error) {
    if (NO_LINKS.includes(errnoOf(error))) return await renameTo(part, final)
    if (errnoOf(error) !== 'EEXIST') throw error
    if (await wasTakingName(part, final)) return await completeRename(part, final)
    if (!(await isSameFile(part, final))) return false
  }
  return await dropPart(part)
}

/** A journal keeps the order of the two steps, so one flush is enough for both. */
async function dropPart(part: string): Promise<boolean> {
  await unlink(part).catch(async () => {
    // A virus scanner may hold it for a moment.
    await rm(part, { maxRetries: 5 })
  })
  await flushFolder(dirname(part))
  return true
}

/** Takes the name by an empty file first, since rename would replace what is there. */
async function renameTo(part: string, final: string): Promise<boolean> {
  const { atime, mtime } = await stat(part)
  await markAsTakingName(part)
  if (!(await createEmpty(final))) {
    await setTimes(part, atime, mtime)
    return false
  }
  return await completeRename(part, final)
}

async function completeRename(part: string, final: string): Promise<boolean> {
  await rename(part, final)
  const now = new Date()
  await setTimes(final, now, now)
  await flushFolder(dirname(final))
  return true
}

async function markAsTakingName(part: string): Promise<void> {
  await setTimes(part, TAKING_NAME, TAKING_NAME)
  const handle = await open(part, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function wasTakingName(part: string, final: string): Promise<boolean> {
  const [partStats, finalStats] = await Promise.all([statOrNull(part), statOrNull(final)])
  if (partStats === null || finalStats === null) return false
  const awayMs = Math.abs(Number(partStats.mtimeMs) - TAKING_NAME.getTime())
  return awayMs < DAY_MS && finalStats.isFile() && finalStats.size === 0n
}

/** Not every file system lets a time be set; then a crash may leave an empty file. */
async function setTimes(path: string, atime: Date, mtime: Date): Promise<void> {
  await utimes(path, atime, mtime).catch(() => undefined)
}
