import { type Coroutine, sleep } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'

/** Room that a file system needs in addition to the bytes themselves. */
const SPARE_BYTES = 1024 * 1024

/** How many polls a reason that cannot be observed, such as a quota, is given to pass. */
const BLIND_LOOKS = 3

/** The folder of a download that waits. */
export interface TargetFolder {
  readonly dir: string
  /** Bytes still to be written there. */
  readonly neededBytes: number
  /** Nothing is there yet: the folder is created when there is room. */
  readonly isNew: boolean
}

export interface Patience {
  /** Time between two polls, in milliseconds. */
  readonly pollMs: number
}

/** The part of `Files` that is polled. */
export type DiskProbe = Pick<Files, 'isFolder' | 'isWritable' | 'freeBytes'>

/**
 * Waits, without a limit, until the reason of a disk error is gone: the folder exists, is writable,
 * and has room for the needed bytes and a little more. Creates nothing, least of all the folder: if
 * its disk is unplugged, it must not be created on another disk.
 *
 * `tell` hears the reason: first the error itself, then every other obstacle. A reason that cannot
 * be observed, such as a quota, is given three polls to pass. Throws no error of its own; may be
 * paused and cancelled.
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
  // An error that knows the free space comes from the same observation as below.
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

/** The obstacle to writing there; null if none can be observed. */
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
