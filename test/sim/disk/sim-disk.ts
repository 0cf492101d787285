import { posix } from 'node:path'
import { DownloadError } from '../../../src/main/engine/download-error'
import { errnoOf, translateFileError } from '../../../src/main/io/files/translate-error'
import { CancelledError, type Coroutine } from '../../../src/main/kernel'
import type { DiskStory } from '../story/story'
import type { Process } from '../world/process'
import type { World } from '../world/world'
import { errno } from './errno'
import type { Inode } from './inode'
import { type Job, Jobs } from './jobs'
import { Tree } from './tree'

/** An open file. */
export interface Handle {
  readonly inode: Inode
  readonly path: string
  readonly process: Process
  /** Changes when the disk is unplugged: files opened before stay dead. */
  readonly mount: number
}

type WriteListener = (path: string, position: number, bytes: Uint8Array, process: Process) => void

/**
 * The disk of a world, with its faults. It outlives the processes that use it; `inode.ts` and
 * `names.ts` decide what a power cut leaves. Rill reaches it through `SimFiles` and `SimHasher`, by
 * `reading` and `writing`, which fail as a faulty disk does; everyone else uses `tree`.
 */
export class SimDisk {
  readonly world: World
  readonly tree: Tree
  readonly #story: DiskStory
  readonly #jobs: Jobs
  readonly #handles = new Map<Process, Set<Handle>>()
  readonly #listeners: WriteListener[] = []
  #isReadOnly = false
  #isUnplugged = false
  #mount = 0
  #failsNextFlush = false

  constructor(world: World, story: DiskStory) {
    this.world = world
    this.tree = new Tree(story.capacityBytes)
    this.#story = story
    this.#jobs = new Jobs(world)
  }

  // Faults.

  /** Call it when all processes are dead. */
  powerCut(): void {
    this.world.trace.note('disk', 'loses power')
    this.tree.powerCut(this.world.random)
  }

  /** Another program fills the disk up to this; null frees the space again. */
  fill(leaveBytes: number | null): void {
    this.tree.ballastBytes = 0
    if (leaveBytes !== null) {
      this.tree.ballastBytes = Math.max(0, this.tree.freeBytes - leaveBytes)
    }
    this.world.trace.note('disk', `has ${this.tree.freeBytes} free`)
  }

  readOnly(on: boolean): void {
    this.#isReadOnly = on
    this.world.trace.note('disk', on ? 'is read-only' : 'can be written again')
  }

  /** Unplugging loses what a power cut would lose, and open files for good. */
  unplug(on: boolean): void {
    if (on && !this.#isUnplugged) {
      this.#mount += 1
      this.tree.powerCut(this.world.random)
    }
    this.#isUnplugged = on
    this.world.trace.note('disk', on ? 'is pulled out' : 'is plugged in')
  }

  /** The next flush of a file fails, and the bytes it was to write stay lost. */
  failNextFlush(): void {
    this.#failsNextFlush = true
  }

  /** Another program does this to a file, if it exists. */
  meddle(path: string, how: 'overwrite' | 'truncate' | 'delete'): void {
    const inode = this.tree.at(path)
    if (inode === null || inode === 'folder') return
    this.world.trace.note('disk', `somebody else: ${how} ${path}`)
    if (how === 'delete') this.tree.unlink(path)
    else if (how === 'truncate') {
      this.tree.setLength(inode, Math.floor(this.world.random() * inode.lengthBytes))
    } else {
      const start = Math.floor(this.world.random() * inode.lengthBytes)
      const end = Math.min(inode.lengthBytes, start + this.world.pick(1, 100_000))
      const bytes = inode.view(start, end).map((byte) => byte ^ 0xff)
      this.tree.write(inode, [bytes], start, end)
    }
  }

  // For the judge.

  /** The bytes of a file as Rill would read them; not a copy. */
  read(path: string): Uint8Array | null {
    const node = this.tree.at(path)
    return node === null || node === 'folder' ? null : node.view()
  }

  /** The paths of all files. */
  list(): string[] {
    return this.tree.paths().filter((path) => !this.tree.isFolder(path))
  }

  /** Whether these bytes and the name of their file would survive a power cut. */
  isDurable(path: string, start: number, end: number): boolean {
    return this.tree.isDurable(path, start, end)
  }

  openHandles(process: Process): number {
    return this.#handles.get(process)?.size ?? 0
  }

  /** Calls back when bytes that Rill writes take effect, with the resulting bytes. */
  onWrite(listener: WriteListener): void {
    this.#listeners.push(listener)
  }

  // For the ports of a process.

  /** The tree, to read. Throws like an unplugged disk. */
  reading(): Tree {
    if (this.#isUnplugged) throw errno('ENODEV')
    return this.tree
  }

  /** The tree, to change. */
  writing(): Tree {
    const tree = this.reading()
    if (this.#isReadOnly) throw errno('EROFS')
    return tree
  }

  /** A new number each time the disk is plugged in. */
  get mount(): number {
    return this.#mount
  }

  isFolder(path: string): boolean {
    return !this.#isUnplugged && this.tree.isFolder(path)
  }

  isWritable(path: string): boolean {
    return this.isFolder(path) && !this.#isReadOnly
  }

  /**
   * Does a job, and translates its errors for the engine. `undo` reverts a result that a cancelled
   * Task can no longer receive.
   */
  *perform<T>(
    process: Process,
    dir: string,
    job: Job<T>,
    undo: (result: T) => void = () => undefined,
  ): Coroutine<T> {
    let done: { readonly result: T } | null = null
    const noting = function* (): Job<T> {
      const result = yield* job
      done = { result }
      return result
    }
    try {
      return yield* this.#jobs.perform(process, noting())
    } catch (error) {
      if (error instanceof CancelledError) {
        const lost = done as { readonly result: T } | null
        if (lost !== null) takeBack(() => undo(lost.result))
        throw error
      }
      throw this.diagnose(error, dir)
    }
  }

  /** Translates a system error for the engine. */
  diagnose(error: unknown, dir: string): unknown {
    if (errnoOf(error) === 'EIO' && !this.isFolder(dir)) {
      return new DownloadError('folder-missing', { path: dir, detail: 'EIO' }, error)
    }
    return errnoOf(error) === '' ? error : translateFileError(error, dir)
  }

  open(process: Process, path: string, inode: Inode): Handle {
    let handles = this.#handles.get(process)
    if (handles === undefined) {
      handles = new Set()
      this.#handles.set(process, handles)
      process.onDeath(() => {
        for (const handle of this.#handles.get(process) ?? []) this.close(handle)
        this.#handles.delete(process)
      })
    }
    const handle = { inode, path, process, mount: this.#mount }
    handles.add(handle)
    this.tree.open(inode)
    return handle
  }

  /** Whether the opened file still has its name. */
  stands({ path, inode, mount }: Handle): boolean {
    return !this.#isUnplugged && mount === this.#mount && this.tree.at(path) === inode
  }

  close(handle: Handle): void {
    if (this.#handles.get(handle.process)?.delete(handle) !== true) throw errno('EBADF')
    this.tree.close(handle.inode)
  }

  /** The open file. Throws like the system if it is closed or lost. */
  opened(handle: Handle): Inode {
    if (this.#handles.get(handle.process)?.has(handle) !== true) throw errno('EBADF')
    this.#needDisk(handle)
    return handle.inode
  }

  setLength(handle: Handle, lengthBytes: number): void {
    this.#needDisk(handle)
    if (this.#isReadOnly) throw errno('EROFS')
    this.tree.setLength(handle.inode, lengthBytes)
    this.world.trace.note('disk', `length ${handle.path} ${lengthBytes}`)
  }

  /**
   * Writes immediately, also for a write in progress when the process died. Throws ENOSPC after
   * writing as much as fits.
   */
  write(handle: Handle, chunks: readonly Uint8Array[], position: number, end: number): void {
    this.#needDisk(handle)
    if (this.#isReadOnly) throw errno('EROFS')
    const { inode } = handle
    const writtenEnd = this.tree.write(inode, chunks, position, end)
    if (writtenEnd > position) this.#wrote(handle, position, writtenEnd)
    if (writtenEnd < end) throw errno('ENOSPC')
  }

  /** Begins a flush; the returned function ends it, or throws if it failed. */
  beginFlush(handle: Handle): () => void {
    const inode = this.opened(handle)
    const written = inode.beginFlush()
    const end = this.tree.flush(inode)
    const fails = this.#failsNextFlush
    this.#failsNextFlush = false
    return () => {
      this.opened(handle)
      if (!fails && !this.#isReadOnly) {
        end()
        return
      }
      inode.forgot(written)
      this.world.trace.note('disk', `cannot write ${posix.basename(handle.path)}`)
      throw errno(fails ? 'EIO' : 'EROFS')
    }
  }

  quickMs(): number {
    return 0.02 + this.world.random() * 0.1
  }

  writeMs(): number {
    return this.#story.writeMs * (0.5 + this.world.random())
  }

  flushMs(): number {
    return this.#story.flushMs * (0.5 + this.world.random())
  }

  readMs(bytes: number): number {
    return (bytes * 1000) / this.#story.readBytesPerSec
  }

  #needDisk({ mount }: Handle): void {
    if (this.#isUnplugged) throw errno('EIO')
    // The device has a new number, which tells Rill that it is another disk.
    if (mount !== this.#mount) throw errno('ENODEV')
  }

  #wrote({ path, inode, process }: Handle, position: number, end: number): void {
    this.world.trace.note('disk', `write ${path} ${position}–${end}`)
    if (this.#listeners.length === 0) return
    const bytes = inode.view(position, end)
    for (const listener of this.#listeners) listener(path, position, bytes, process)
  }
}

/** Ignores refusals of the system: no caller is left to receive them. */
function takeBack(undo: () => void): void {
  try {
    undo()
  } catch (error) {
    if (errnoOf(error) === '') throw error
  }
}
