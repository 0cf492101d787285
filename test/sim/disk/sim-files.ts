import { posix } from 'node:path'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { Files, PartFile } from '../../../src/main/engine/ports/files'
import { ORPHAN_MS } from '../../../src/main/io/files/reserved-part'
import { nextName, safeName } from '../../../src/main/io/files/safe-name'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import type { Process } from '../world/process'
import { errno } from './errno'
import type { Inode } from './inode'
import type { Job } from './jobs'
import type { SimDisk } from './sim-disk'
import { type OpenedPart, SimPartFile } from './sim-part-file'
import {
  alsoName,
  findOrphan,
  flushFolder,
  giveFinalName,
  isReserved,
  isSame,
  type OrphanPart,
  type Reservation,
  reservationAt,
  takeOver,
} from './taking-names'

interface Left {
  readonly inode: Inode
  readonly lengthBytes: number
  readonly stamp: number
}

/** A process's view of a simulated disk, with the promises and the steps of NodeFiles. */
export class SimFiles implements Files {
  readonly safeName = safeName
  readonly nextName = nextName
  readonly path = posix.join
  readonly #disk: SimDisk
  readonly #process: Process
  /** Parts that this process is reserving. */
  readonly #reserving = new Set<string>()
  /** Parts that it has reserved but not opened. */
  readonly #reserved = new Map<string, Reservation>()
  /** Parts as this process has left them. */
  readonly #left = new Map<string, Left>()

  constructor(disk: SimDisk, process: Process) {
    this.#disk = disk
    this.#process = process
  }

  *reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean = () => false,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<{ fileName: string; partName: string }> {
    yield* this.#perform(dir, this.#makeFolders(dir))
    for (let fileName = wished; ; fileName = nextName(fileName)) {
      const partName = `${fileName}.part`
      if (isPromised(partName)) continue
      const [final, part] = [posix.join(dir, fileName), posix.join(dir, partName)]
      if (yield* this.#reserveOne(dir, final, part, replace)) return { fileName, partName }
    }
  }

  *openPart(dir: string, partName: string): Coroutine<PartFile> {
    const path = posix.join(dir, partName)
    const giveBack = ({ handle }: OpenedPart): void => this.#disk.close(handle)
    const opened = yield* this.#perform(dir, this.#opening(path), giveBack)
    this.#reserved.delete(path)
    this.#left.delete(path)
    return new SimPartFile(this.#disk, opened)
  }

  *finish(
    dir: string,
    partName: string,
    fileName: string,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<boolean> {
    const [part, final] = [posix.join(dir, partName), posix.join(dir, fileName)]
    const job = giveFinalName(this.#disk, this.#process, part, final, replace)
    const given = yield* this.#perform(dir, job)
    if (given) this.#left.delete(part)
    return given
  }

  *markOrigin(dir: string): Coroutine<void> {
    yield* this.#look(dir, () => undefined)
  }

  *isFolder(dir: string): Coroutine<boolean> {
    return yield* this.#look(dir, () => this.#disk.isFolder(dir))
  }

  *isWritable(dir: string): Coroutine<boolean> {
    return yield* this.#look(dir, () => this.#disk.isWritable(dir))
  }

  *lengthOf(dir: string, name: string): Coroutine<number | null> {
    return yield* this.#look(dir, () => {
      const node = this.#disk.reading().at(posix.join(dir, name))
      return node === 'folder' ? 0 : (node?.lengthBytes ?? null)
    })
  }

  *remove(dir: string, name: string): Coroutine<void> {
    const path = posix.join(dir, name)
    yield* this.#perform(dir, this.#removing(path))
    this.#reserved.delete(path)
    this.#left.delete(path)
  }

  /** There is no trash in this world: deletes the file. */
  *moveToTrash(dir: string, name: string): Coroutine<void> {
    yield* this.remove(dir, name)
  }

  *flushNames(dir: string): Coroutine<void> {
    yield* this.#perform(dir, this.#flushingNames())
  }

  *duplicate(
    from: { readonly dir: string; readonly name: string },
    to: { readonly dir: string; readonly name: string },
  ): Coroutine<boolean> {
    yield* this.#perform(to.dir, this.#makeFolders(to.dir))
    const target = posix.join(to.dir, to.name)
    const job = alsoName(this.#disk, this.#process, posix.join(from.dir, from.name), target)
    const giveBack = (done: boolean): void => {
      if (!done) return
      this.#process.step()
      this.#disk.writing().unlink(target)
    }
    return yield* this.#perform(to.dir, job, giveBack)
  }

  *freeBytes(dir: string): Coroutine<number> {
    return yield* this.#look(dir, () => {
      const tree = this.#disk.reading()
      tree.at(dir)
      return tree.freeBytes
    })
  }

  *#reserveOne(dir: string, final: string, part: string, replace: boolean): Coroutine<boolean> {
    const giveBack = (isReserved: boolean): void => {
      if (!isReserved) return
      this.#process.step()
      this.#reserved.delete(part)
      this.#disk.writing().unlink(part)
    }
    const reserving = this.#reservingPart(final, part, replace)
    const isTaken = yield* this.#perform(dir, reserving, (outcome) =>
      giveBack(outcome === 'reserved'),
    )
    if (isTaken === 'reserved') return true
    if (this.#isOurs(part)) return false
    const orphan = yield* this.#look(dir, () => findOrphan(this.#disk, part))
    if (orphan === null) return false
    yield* sleep(ORPHAN_MS)
    if (this.#isOurs(part)) return false
    return yield* this.#perform(dir, this.#takingOver(part, orphan), giveBack)
  }

  *#reservingPart(final: string, part: string, replace: boolean): Job<'reserved' | 'taken'> {
    if (this.#isOurs(part)) return 'taken'
    this.#reserving.add(part)
    try {
      yield this.#disk.quickMs()
      const standing = this.#disk.reading().at(final)
      if (standing !== null && !(replace && standing !== 'folder')) return 'taken'
      yield this.#disk.quickMs()
      this.#process.step()
      const tree = this.#disk.writing()
      if (tree.at(part) !== null) return 'taken'
      tree.create(part, true)
      this.#disk.world.trace.note('disk', `reserve ${part}`)
      yield this.#disk.quickMs()
      const reservation = reservationAt(this.#disk, part)
      if (reservation === null) return 'taken'
      this.#reserved.set(part, reservation)
      return 'reserved'
    } finally {
      this.#reserving.delete(part)
    }
  }

  *#takingOver(part: string, orphan: OrphanPart): Job<boolean> {
    const taken = yield* takeOver(this.#disk, this.#process, part, orphan)
    if (taken === null) return false
    this.#reserved.set(part, taken)
    this.#disk.world.trace.note('disk', `take over ${part}`)
    return true
  }

  #isOurs(part: string): boolean {
    return this.#reserving.has(part) || this.#reserved.has(part)
  }

  *#makeFolders(dir: string): Job<void> {
    yield this.#disk.quickMs()
    const tree = this.#disk.reading()
    if (tree.at(dir) !== null && !tree.isFolder(dir)) throw errno('EEXIST')
    const missing: string[] = []
    for (let folder = dir; tree.at(folder) === null; folder = posix.dirname(folder)) {
      missing.unshift(folder)
    }
    for (const folder of missing) {
      yield this.#disk.quickMs()
      this.#process.step()
      if (this.#disk.writing().at(folder) === null) this.#disk.writing().makeFolder(folder)
    }
  }

  /** Recreates a deleted part file; the engine notices that its bytes are gone. */
  *#opening(path: string): Job<OpenedPart> {
    yield this.#disk.quickMs()
    this.#process.step()
    const tree = this.#disk.writing()
    const inode = tree.at(path) === null ? tree.create(path) : tree.file(path)
    const handle = this.#disk.open(this.#process, path, inode)
    try {
      yield this.#disk.quickMs()
      const reserved = this.#reserved.get(path)
      if (
        reserved !== undefined &&
        !(isReserved(inode) && isSame(reserved, { inode, stamp: inode.stamp }))
      ) {
        throw new DownloadError('part-file-lost', { path })
      }
      this.#process.step()
      if (inode.isReserved) this.#disk.writing().unreserve(inode)
      yield this.#disk.quickMs()
    } catch (error) {
      if (this.#process.isAlive) this.#disk.close(handle)
      throw error
    }
    const left = this.#left.get(path)
    const touched = left === undefined ? null : !isAsLeft(inode, left)
    const closed = (standing: Inode): void => {
      const { lengthBytes, stamp } = standing
      this.#left.set(path, { inode: standing, lengthBytes, stamp })
    }
    return { handle, touched, closed }
  }

  *#flushingNames(): Job<void> {
    yield this.#disk.quickMs()
    yield* flushFolder(this.#disk, this.#process)
  }

  *#removing(path: string): Job<void> {
    yield this.#disk.quickMs()
    this.#process.step()
    if (this.#disk.reading().at(path) !== null) {
      this.#disk.writing().unlink(path)
      this.#disk.world.trace.note('disk', `remove ${path}`)
    }
    if (this.#disk.isWritable(posix.dirname(path))) yield* flushFolder(this.#disk, this.#process)
  }

  *#look<T>(dir: string, look: () => T): Coroutine<T> {
    return yield* this.#perform(dir, looking(this.#disk.quickMs(), look))
  }

  #perform<T>(dir: string, job: Job<T>, undo?: (result: T) => void): Coroutine<T> {
    return this.#disk.perform(this.#process, dir, job, undo)
  }
}

function* looking<T>(delayMs: number, look: () => T): Job<T> {
  yield delayMs
  return look()
}

function isAsLeft(inode: Inode, left: Left): boolean {
  return (
    inode === left.inode && inode.lengthBytes === left.lengthBytes && inode.stamp === left.stamp
  )
}
