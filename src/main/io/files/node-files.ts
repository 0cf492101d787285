import fs from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DownloadError } from '../../engine/download-error'
import type { Files, PartFile } from '../../engine/ports/files'
import { CancelledError, type Coroutine, sleep, until } from '../../kernel'
import { closeFd, openFd, statFd } from './descriptors'
import { duplicateFile } from './duplicate-file'
import { flushFolder } from './flush-folder'
import { giveFinalName } from './give-final-name'
import { markOrigin } from './mark-origin'
import { hasItsDisk, rememberDisk } from './mounted-disk'
import { NodePartFile, type OpenedPart } from './node-part-file'
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
import { nextName, safeName } from './safe-name'
import { nameFor, shorterName } from './short-name'
import { statOrNull } from './stat-or-null'
import { diagnoseFileError, errnoOf } from './translate-error'

const { access, mkdir, rm, stat, statfs } = fs.promises

/** What a look at a folder tells is good for so long. */
const RECENT_MS = 100

/** More than is written meanwhile. */
const PLENTY_BYTES = 1024 ** 3

/** Puts the file of this path into the system's trash; rejects if it cannot. */
export type Trash = (path: string) => Promise<void>

/** The computer's own disk. */
export class NodeFiles implements Files {
  readonly safeName = safeName
  readonly nextName = nextName
  readonly path = join
  /** Parts that this process is about to reserve. */
  readonly #reserving = new Set<string>()
  /** Parts that it has reserved and not yet opened. */
  readonly #reserved = new Map<string, Reservation>()
  /** Parts as this process has left them. */
  readonly #left = new Map<string, fs.BigIntStats>()
  readonly #free = new Recent<number>(RECENT_MS)
  readonly #devices = new Recent<bigint>(RECENT_MS)
  readonly #trash: Trash | null

  constructor({ trash = null }: { readonly trash?: Trash | null } = {}) {
    this.#trash = trash
  }

  *reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean = () => false,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<{ fileName: string; partName: string }> {
    let fileName = nameFor(dir, wished)
    for (;;) {
      const partName = `${fileName}.part`
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

  *openPart(dir: string, partName: string): Coroutine<PartFile> {
    const path = join(dir, partName)
    const opened = yield* inFolder(
      dir,
      () => this.#open(dir, path),
      ({ fd }) => closeFd(fd),
    )
    this.#reserved.delete(path)
    this.#left.delete(path)
    return new NodePartFile(opened)
  }

  *finish(
    dir: string,
    partName: string,
    fileName: string,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<boolean> {
    const part = join(dir, partName)
    const given = yield* inFolder(dir, () => giveFinalName(part, join(dir, fileName), replace))
    if (given) this.#left.delete(part)
    return given
  }

  /** See `mark-origin.ts` for what is noted where. Throws nothing but the cancellation. */
  *markOrigin(
    dir: string,
    name: string,
    url: string,
    referrer: string | null = null,
  ): Coroutine<void> {
    yield* until(() => markOrigin(resolve(dir, name), url, referrer))
  }

  /** False also where the disk that this process knew the folder on is not mounted any more. */
  *isFolder(dir: string): Coroutine<boolean> {
    return yield* inFolder(
      dir,
      async () => (await hasItsDisk(dir)) && ((await statOrNull(dir))?.isDirectory() ?? false),
    )
  }

  *isWritable(dir: string): Coroutine<boolean> {
    return yield* until(async () => {
      try {
        await access(dir, fs.constants.W_OK | fs.constants.X_OK)
        return true
      } catch {
        return false
      }
    })
  }

  *lengthOf(dir: string, name: string): Coroutine<number | null> {
    return yield* inFolder(dir, async () => {
      const stats = await statOrNull(join(dir, name))
      await needItsDisk(dir)
      if (stats === null) return null
      await rememberDisk(dir)
      return Number(stats.size)
    })
  }

  *remove(dir: string, name: string): Coroutine<void> {
    const path = join(dir, name)
    yield* inFolder(dir, () => removeForGood(dir, path))
    this.#reserved.delete(path)
    this.#left.delete(path)
  }

  *discard(dir: string, name: string): Coroutine<void> {
    const path = join(dir, name)
    const trash = this.#trash
    const trashed = trash !== null && (yield* until(() => wasTrashed(path, trash)))
    if (!trashed) yield* this.remove(dir, name)
    this.#reserved.delete(path)
    this.#left.delete(path)
  }

  *flushNames(dir: string): Coroutine<void> {
    yield* inFolder(dir, () => flushFolder(dir))
  }

  *duplicate(
    from: { readonly dir: string; readonly name: string },
    to: { readonly dir: string; readonly name: string },
    onProgress: (doneBytes: number) => void = () => undefined,
  ): Coroutine<boolean> {
    const [source, target] = [join(from.dir, from.name), join(to.dir, to.name)]
    const duplicating = async (signal: AbortSignal): Promise<boolean> => {
      await needItsDisk(from.dir)
      await needItsDisk(to.dir)
      const done = await duplicateFile(source, target, onProgress, signal)
      if (done) await rememberDisk(to.dir)
      return done
    }
    const undo = async (done: boolean): Promise<void> => {
      if (done) await rm(target, { force: true })
    }
    return yield* inFolder(to.dir, duplicating, undo)
  }

  *freeBytes(dir: string): Coroutine<number> {
    return yield* inFolder(dir, () => this.#free.of(dir, () => freeBytes(dir), isPlenty))
  }

  *#reserveOne(
    dir: string,
    final: string,
    part: string,
    replace: boolean,
  ): Coroutine<'reserved' | 'taken' | 'too-long'> {
    const reserving = async (): Promise<'reserved' | 'taken' | 'too-long'> => {
      if (this.#isOurs(part)) return 'taken'
      this.#reserving.add(part)
      try {
        await needItsDisk(dir)
        const standing = await statOrNull(final)
        if (standing !== null && !(replace && standing.isFile())) return 'taken'
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
    const takingOver = async (): Promise<'reserved' | 'taken'> =>
      this.#keep(part, await takeOver(part, orphan))
    return yield* inFolder(dir, takingOver, giveBack)
  }

  #isOurs(part: string): boolean {
    return this.#reserving.has(part) || this.#reserved.has(part)
  }

  /** Noted as it is made, so that a Task that is held right now keeps its part too. */
  #keep(part: string, reservation: Reservation | null): 'reserved' | 'taken' {
    if (reservation === null) return 'taken'
    this.#reserved.set(part, reservation)
    return 'reserved'
  }

  async #open(dir: string, path: string): Promise<OpenedPart> {
    await needItsDisk(dir)
    // A part file that somebody deleted is begun anew; the engine sees that its bytes are gone.
    const fd = await openFd(path, fs.constants.O_RDWR | fs.constants.O_CREAT)
    try {
      const stats = await statFd(fd)
      const reserved = this.#reserved.get(path)
      if (reserved !== undefined && !(isReserved(stats) && isSame(stats, reserved))) {
        // It was held for so long that another process took it for a dead one's.
        throw new DownloadError('part-file-lost', { path })
      }
      await markAsOpened(path, stats)
      const device = await this.#devices.of(dir, () => deviceOf(dir))
      await rememberDisk(dir, device)
      const left = this.#left.get(path)
      const touched = left === undefined ? null : !isAsLeft(stats, left)
      const closed = (standing: fs.BigIntStats): void => {
        this.#left.set(path, standing)
      }
      return { fd, dir, path, stats, device, touched, closed }
    } catch (error) {
      await closeFd(fd)
      throw error
    }
  }
}

/**
 * `undo` takes back what a Task that was cancelled meanwhile can no longer receive; that it could
 * not, nobody is left to hear.
 */
function* inFolder<T>(
  dir: string,
  work: (signal: AbortSignal) => Promise<T>,
  undo: (result: T) => Promise<void> = () => Promise.resolve(),
): Coroutine<T> {
  let done: { readonly result: T } | null = null
  try {
    return yield* until(async (signal) => {
      const result = await work(signal)
      done = { result }
      return result
    })
  } catch (error) {
    if (!(error instanceof CancelledError)) throw yield* until(() => diagnoseFileError(error, dir))
    const lost = done as { readonly result: T } | null
    if (lost !== null) yield* until(() => undo(lost.result).catch(() => undefined))
    throw error
  }
}

/** Makes the folder too, if it is not there. */
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

async function needItsDisk(dir: string): Promise<void> {
  if (!(await hasItsDisk(dir))) throw new DownloadError('folder-missing', { path: dir })
}

/** One that is gone already may be so only until a power cut. */
async function removeForGood(dir: string, path: string): Promise<void> {
  // A virus scanner may hold it for a moment.
  await rm(path, { force: true, maxRetries: 5 })
  if ((await statOrNull(dir)) !== null) await flushFolder(dir)
}

/** An empty file is not worth a place in the trash; nor is there one everywhere. */
async function wasTrashed(path: string, trash: Trash): Promise<boolean> {
  try {
    if (((await statOrNull(path))?.size ?? 0n) === 0n) return false
    await trash(path)
    return true
  } catch {
    return false
  }
}

function isAsLeft(found: fs.BigIntStats, left: fs.BigIntStats): boolean {
  return found.ino === left.ino && found.size === left.size && found.mtimeNs === left.mtimeNs
}

async function deviceOf(dir: string): Promise<bigint> {
  return (await stat(dir, { bigint: true })).dev
}

async function freeBytes(dir: string): Promise<number> {
  const { blocks, bavail, bsize } = await statfs(await nearestFolder(dir))
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
}

function isPlenty(bytes: number): boolean {
  return bytes >= PLENTY_BYTES
}

/** The folder itself, or what of its path is there. */
async function nearestFolder(dir: string): Promise<string> {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    if ((await statOrNull(folder)) !== null || dirname(folder) === folder) return folder
  }
}

function tooLong(dir: string): DownloadError {
  return new DownloadError('disk-error', { path: dir, detail: 'ENAMETOOLONG' })
}
