import fs from 'node:fs'
import { join } from 'node:path'
import { DownloadError } from '../../engine/download-error'
import { partNameOf } from '../../engine/ports/part-name'
import { type Coroutine, sleep } from '../../kernel'
import { closeFd, openFd, statFd } from './descriptors'
import { inFolder } from './in-folder'
import { rememberDisk, requireItsDisk } from './mounted-disk'
import type { OpenedPart } from './node-part-file'
import { Recent } from './recent'
import {
  findOrphan,
  isReserved,
  isSame,
  markAsOpened,
  ORPHAN_MS,
  type Reservation,
  reservePart,
  takeOver,
} from './reserved-part'
import { nextName } from './safe-name'
import { nameFor, shorterName } from './short-name'
import { statOrNull } from './stat-or-null'
import { errnoOf } from './translate-error'

const { mkdir, rm, stat } = fs.promises

/** How long the device of a folder is reused, in milliseconds. */
const RECENT_MS = 100

type Outcome = 'reserved' | 'taken' | 'too-long'

/** The part files of this process: from the choice of a name to the opened file. */
export class PartReservations {
  /** Parts that this process is about to reserve. */
  readonly #reserving = new Set<string>()
  /** Parts that it has reserved and not yet opened. */
  readonly #reserved = new Map<string, Reservation>()
  /** Parts as this process closed them. */
  readonly #left = new Map<string, fs.BigIntStats>()
  readonly #devices = new Recent<bigint>(RECENT_MS)

  /** The part was removed. */
  forget(path: string): void {
    this.#reserved.delete(path)
    this.#left.delete(path)
  }

  /** See `Files.reserve`. */
  *reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean,
    replace: boolean,
  ): Coroutine<{ fileName: string; partName: string }> {
    let fileName = nameFor(dir, wished)
    for (;;) {
      const partName = partNameOf(fileName)
      const path = join(dir, partName)
      if (!isPromised(partName)) {
        const attempt = yield* this.#reserveOne(dir, join(dir, fileName), path, replace)
        if (attempt === 'too-long') {
          const shorter = shorterName(fileName)
          if (shorter === fileName) throw tooLong(dir)
          fileName = shorter
          continue
        }
        if (attempt === 'reserved') return { fileName, partName }
      }
      fileName = nextName(fileName)
    }
  }

  /** Opens a part, even one of another session; creates one that was deleted. */
  *open(dir: string, path: string): Coroutine<OpenedPart> {
    const opened = yield* inFolder(
      dir,
      () => this.#open(dir, path),
      ({ fd }) => closeFd(fd),
    )
    this.forget(path)
    return opened
  }

  /** The part was renamed. */
  renamed(path: string): void {
    this.#left.delete(path)
  }

  *#reserveOne(dir: string, final: string, part: string, replace: boolean): Coroutine<Outcome> {
    const reserving = async (): Promise<Outcome> => {
      if (this.#isOurs(part)) return 'taken'
      this.#reserving.add(part)
      try {
        await requireItsDisk(dir)
        const existing = await statOrNull(final)
        if (existing !== null && !(replace && existing.isFile())) return 'taken'
        return this.#keep(part, await reserveIn(dir, part))
      } catch (error) {
        if (errnoOf(error) === 'ENAMETOOLONG') return 'too-long'
        throw error
      } finally {
        this.#reserving.delete(part)
      }
    }
    const giveBack = async (outcome: string): Promise<void> => {
      if (outcome !== 'reserved') return
      await rm(part, { force: true }).finally(() => this.#reserved.delete(part))
    }
    const outcome = yield* inFolder(dir, reserving, giveBack)
    if (outcome !== 'taken' || this.#isOurs(part)) return outcome
    const orphan = yield* inFolder(dir, () => findOrphan(part))
    if (orphan === null) return outcome
    yield* sleep(ORPHAN_MS)
    if (this.#isOurs(part)) return outcome
    const takingOver = async (): Promise<Outcome> => this.#keep(part, await takeOver(part, orphan))
    return yield* inFolder(dir, takingOver, giveBack)
  }

  #isOurs(part: string): boolean {
    return this.#reserving.has(part) || this.#reserved.has(part)
  }

  /** Noted as the file is made, so that a Task that is paused right now keeps its part too. */
  #keep(part: string, reservation: Reservation | null): Outcome {
    if (reservation === null) return 'taken'
    this.#reserved.set(part, reservation)
    return 'reserved'
  }

  async #open(dir: string, path: string): Promise<OpenedPart> {
    await requireItsDisk(dir)
    // A deleted part file is created again; the engine notices that its bytes are gone.
    const fd = await openFd(path, fs.constants.O_RDWR | fs.constants.O_CREAT)
    try {
      const stats = await statFd(fd)
      const reserved = this.#reserved.get(path)
      if (reserved !== undefined && !(isReserved(stats) && isSame(stats, reserved))) {
        // This process was suspended so long that another one took the reservation for an orphan.
        throw new DownloadError('part-file-lost', { path })
      }
      await markAsOpened(path, stats)
      const device = await this.#devices.of(dir, () => deviceOf(dir))
      await rememberDisk(dir, device)
      const left = this.#left.get(path)
      const touched = left === undefined ? null : !isUnchanged(stats, left)
      const closed = (atClose: fs.BigIntStats): void => {
        this.#left.set(path, atClose)
      }
      return { fd, dir, path, stats, device, touched, closed }
    } catch (error) {
      await closeFd(fd)
      throw error
    }
  }
}

/** Creates the folder too if it is missing. */
async function reserveIn(dir: string, part: string): Promise<Reservation | null> {
  const reserving = reservePart(part).catch(async (error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error
    await mkdir(dir, { recursive: true })
    return await reservePart(part)
  })
  const reservation = await reserving
  await rememberDisk(dir)
  return reservation
}

function isUnchanged(found: fs.BigIntStats, left: fs.BigIntStats): boolean {
  return found.ino === left.ino && found.size === left.size && found.mtimeNs === left.mtimeNs
}

async function deviceOf(dir: string): Promise<bigint> {
  return (await stat(dir, { bigint: true })).dev
}

function tooLong(dir: string): DownloadError {
  return new DownloadError('disk-error', { path: dir, detail: 'ENAMETOOLONG' })
}
