import fs from 'node:fs'
import { join, resolve } from 'node:path'
import type { Files, PartFile } from '../../engine/ports/files'
import { type Coroutine, until } from '../../kernel'
import { DiskSpace } from './disk-space'
import { duplicateFile } from './duplicate-file'
import { flushFolder } from './flush-folder'
import { giveFinalName } from './give-final-name'
import { inFolder } from './in-folder'
import { markOrigin } from './mark-origin'
import { hasItsDisk, rememberDisk, requireItsDisk } from './mounted-disk'
import { NodePartFile } from './node-part-file'
import { PartReservations } from './part-reservations'
import { nextName, safeName } from './safe-name'
import { statOrNull } from './stat-or-null'

const { access, rm } = fs.promises

/** Moves the file of this path to the system's trash; rejects if it cannot. */
export type Trash = (path: string) => Promise<void>

/** The disks of the computer. */
export class NodeFiles implements Files {
  readonly safeName = safeName
  readonly nextName = nextName
  readonly path = join
  readonly #parts = new PartReservations()
  readonly #space = new DiskSpace()
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
    return yield* this.#parts.reserve(dir, wished, isPromised, replace)
  }

  *openPart(dir: string, partName: string): Coroutine<PartFile> {
    return new NodePartFile(yield* this.#parts.open(dir, join(dir, partName)))
  }

  *finish(
    dir: string,
    partName: string,
    fileName: string,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<boolean> {
    const part = join(dir, partName)
    const given = yield* inFolder(dir, () => giveFinalName(part, join(dir, fileName), replace))
    if (given) this.#parts.renamed(part)
    return given
  }

  /** See `mark-origin.ts` for the note per system. Throws only the cancellation. */
  *markOrigin(
    dir: string,
    name: string,
    url: string,
    referrer: string | null = null,
  ): Coroutine<void> {
    yield* until(() => markOrigin(resolve(dir, name), url, referrer))
  }

  /** False also if the disk that this process knew the folder on is no longer mounted. */
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
      await requireItsDisk(dir)
      if (stats === null) return null
      await rememberDisk(dir)
      return Number(stats.size)
    })
  }

  *remove(dir: string, name: string): Coroutine<void> {
    const path = join(dir, name)
    yield* inFolder(dir, () => removeForGood(dir, path))
    this.#parts.forget(path)
  }

  *moveToTrash(dir: string, name: string): Coroutine<void> {
    const path = join(dir, name)
    const trash = this.#trash
    const trashed = trash !== null && (yield* until(() => wasTrashed(path, trash)))
    if (!trashed) yield* this.remove(dir, name)
    this.#parts.forget(path)
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
      await requireItsDisk(from.dir)
      await requireItsDisk(to.dir)
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
    return yield* inFolder(dir, () => this.#space.freeBytes(dir))
  }
}

/** Flushes also if the file is already gone: a power cut might bring it back. */
async function removeForGood(dir: string, path: string): Promise<void> {
  // A virus scanner may hold it for a moment.
  await rm(path, { force: true, maxRetries: 5 })
  if ((await statOrNull(dir)) !== null) await flushFolder(dir)
}

/** False for an empty file, which is deleted instead, and where there is no trash. */
async function wasTrashed(path: string, trash: Trash): Promise<boolean> {
  try {
    if (((await statOrNull(path))?.size ?? 0n) === 0n) return false
    await trash(path)
    return true
  } catch {
    return false
  }
}
