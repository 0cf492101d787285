import fs from 'node:fs'
import { dirname } from 'node:path'
import { DownloadError } from '../../engine/download-error'
import { flushFolder } from './flush-folder'
import { NO_LINKS } from './give-final-name'
import { isSameFile } from './stat-or-null'
import { errnoOf, isAway } from './translate-error'

const { link, mkdir, open, realpath, rm, stat } = fs.promises

const CHUNK_BYTES = 4 * 1024 * 1024

/**
 * Lets a file stand under another name as well: by a link, or by a copy where there can be none, as
 * on another disk. When this returns the name outlives a power cut. False, and nothing done, if it
 * is taken by another file.
 */
export async function duplicateFile(
  from: string,
  to: string,
  onProgress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await link(from, to)
  } catch (error) {
    const code = errnoOf(error)
    // A crash may have left it so.
    if (code === 'EEXIST') return await areTwoNames(from, to)
    if (code === 'ENOENT' && !(await isAway(dirname(from)))) {
      throw new DownloadError('part-file-lost', { path: from }, error)
    }
    if (!NO_LINKS.includes(code)) throw error
    if (!(await copy(from, to, onProgress, signal))) return false
  }
  await flushFolder(dirname(to))
  return true
}

/** Not so of one name told in two ways, through a link to its folder or in another case. */
async function areTwoNames(from: string, to: string): Promise<boolean> {
  if (!(await isSameFile(from, to))) return false
  const [{ nlink }, ...paths] = await Promise.all([stat(from), realpath(from), realpath(to)])
  return nlink > 1 && paths[0] !== paths[1]
}

async function copy(
  from: string,
  to: string,
  onProgress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const source = await open(from, 'r')
  try {
    const copied = await open(to, 'wx').catch((error: unknown) => {
      if (errnoOf(error) === 'EEXIST') return null
      throw error
    })
    if (copied === null) return false
    try {
      await copyBytes(source, copied, onProgress, signal)
      const { atime, mtime } = await source.stat()
      await copied.utimes(atime, mtime).catch(() => undefined)
      await copied.sync()
    } catch (error) {
      await rm(to, { force: true })
      throw error
    } finally {
      await copied.close()
    }
    return true
  } finally {
    await source.close()
  }
}

async function copyBytes(
  source: fs.promises.FileHandle,
  copied: fs.promises.FileHandle,
  onProgress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  for (let position = 0; ; ) {
    signal.throwIfAborted()
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, position)
    if (bytesRead === 0) return
    await writeAll(copied, buffer.subarray(0, bytesRead), position)
    position += bytesRead
    onProgress(position)
  }
}

async function writeAll(
  file: fs.promises.FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, position + done)
    done += bytesWritten
  }
}
