import { type Coroutine, sleep } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'

/** What a file system needs beside the bytes themselves. */
const SPARE_BYTES = 1024 * 1024

/** Looks that a reason which cannot be seen is given to pass. */
const BLIND_LOOKS = 3

/** Where a download has to go on. */
export interface TargetFolder {
  readonly dir: string
  /** What is still to be written there. */
  readonly neededBytes: number
  /** Nothing is there yet: what is missing of the folder is made when there is room. */
  readonly isNew: boolean
}

export interface Patience {
  /** Time between two looks, in milliseconds. */
  readonly pollMs: number
}

/** What is asked of the disk. */
export type DiskProbe = Pick<Files, 'isFolder' | 'isWritable' | 'freeBytes'>

/**
 * Waits, for ever if need be, until the reason of an error of the disk is gone: the folder is there
 * and takes files, and has room for what is needed and a little more. It makes nothing, least of all
 * the folder: one whose disk is unplugged must not be made on another disk.
 *
 * `tell` hears what it waits for: the error itself, and then whatever else comes in the way.
 * A reason that cannot be seen, such as a quota, is given three looks to pass. Throws nothing of its
 * own; may be paused, and cancelled.
 */
export function* waitForDisk(
  error: DownloadError,
  place: TargetFolder,
  files: DiskProbe,
  { pollMs }: Patience,
  tell: (reason: DownloadError) => void,
): Coroutine<void> {
  tell(error)
  let told = error
  // Whoever knew how much is free has looked at the disk, as is done here.
  let seen = error.facts.freeBytes !== undefined
  for (let looks = 1; ; looks += 1) {
    yield* sleep(pollMs)
    const obstacle = yield* obstacleAt(place, files, place.isNew && error.code === 'disk-full')
    if (obstacle === null) {
      if (seen || looks >= BLIND_LOOKS) return
    } else {
      seen = true
      if (obstacle.code !== told.code) tell(obstacle)
      told = obstacle
    }
  }
}

/** What stands in the way of writing there; null if nothing does that can be seen. */
function* obstacleAt(
  { dir, neededBytes }: TargetFolder,
  files: DiskProbe,
  mayBeMade: boolean,
): Coroutine<DownloadError | null> {
  try {
    if (yield* files.isFolder(dir)) {
      if (!(yield* files.isWritable(dir))) {
        return new DownloadError('folder-not-writable', { path: dir })
      }
    } else if (!mayBeMade) return new DownloadError('folder-missing', { path: dir })
    const freeBytes = yield* files.freeBytes(dir)
    if (freeBytes >= neededBytes + SPARE_BYTES) return null
    return new DownloadError('disk-full', { path: dir, neededBytes, freeBytes })
  } catch (thrown) {
    if (thrown instanceof DownloadError) return thrown
    throw thrown
  }
}
