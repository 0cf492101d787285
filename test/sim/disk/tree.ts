import { posix } from 'node:path'
import { errno } from './errno'
import { Inode } from './inode'
import { Names, type Node } from './names'

/**
 * A file system in memory that knows what a power cut leaves of it. Its methods take effect at once
 * and throw the errors of the system calls of the same name.
 */
export class Tree {
  /** Space that another program has taken. */
  ballastBytes = 0
  /** Changes when the disk is replaced. */
  capacityBytes: number
  readonly #names = new Names()
  /** All files that take space. */
  readonly #inodes = new Set<Inode>()
  #stamps = 0

  constructor(capacityBytes: number) {
    this.capacityBytes = capacityBytes
  }

  get freeBytes(): number {
    let used = this.ballastBytes
    for (const inode of this.#inodes) used += inode.roomBytes
    return Math.max(0, this.capacityBytes - used)
  }

  /** The file or folder at the path; null if there is none. */
  at(path: string): Node | null {
    const node = this.#names.get(path)
    if (node === null && this.#nearest(path) !== 'folder') throw errno('ENOTDIR')
    return node
  }

  isFolder(path: string): boolean {
    return this.#names.get(path) === 'folder'
  }

  /** The paths of all files and folders. */
  paths(): string[] {
    return Array.from(this.#names.entries(), ([path]) => path)
  }

  file(path: string): Inode {
    const node = this.at(path)
    if (node === null) throw errno('ENOENT')
    if (node === 'folder') throw errno('EISDIR')
    return node
  }

  /** Creates an empty file. */
  create(path: string, isReserved = false): Inode {
    this.#needPlace(path)
    const inode = new Inode()
    inode.isReserved = isReserved
    this.touch(inode)
    this.#inodes.add(inode)
    this.#names.change({ sets: [[path, inode]], inode })
    return inode
  }

  makeFolder(path: string): void {
    this.#needPlace(path)
    this.#names.change({ sets: [[path, 'folder']], inode: null })
  }

  removeFolder(path: string): void {
    this.#names.change({ sets: [[path, null]], inode: null })
  }

  link(from: string, to: string): void {
    const inode = this.file(from)
    this.#needPlace(to)
    this.#names.change({ sets: [[to, inode]], inode })
  }

  rename(from: string, to: string): void {
    const node = this.at(from)
    if (node === null) throw errno('ENOENT')
    const standing = this.at(to)
    if (standing === 'folder') throw errno('EISDIR')
    if (standing === node) return
    const moved = [...this.#names.entries()].filter(
      ([path]) => path === from || path.startsWith(`${from}/`),
    )
    this.#names.change({
      sets: [
        ...moved.map(([path]) => [path, null] as const),
        ...moved.map(([path, one]) => [to + path.slice(from.length), one] as const),
      ],
      inode: node === 'folder' ? null : node,
    })
    if (standing !== null) this.#letGo(standing)
  }

  unlink(path: string): void {
    const inode = this.file(path)
    this.#names.change({ sets: [[path, null]], inode })
    this.#letGo(inode)
  }

  /** Clears the sticky bit. */
  unreserve(inode: Inode): void {
    inode.isReserved = false
    const undo = (): void => {
      inode.isReserved = true
    }
    this.#names.change({ sets: [], inode, undo })
  }

  /** Writes as much as fits; returns the end of the written range. */
  write(inode: Inode, chunks: readonly Uint8Array[], position: number, end: number): number {
    const fittingEnd = inode.fitting(position, end, this.freeBytes)
    inode.write(chunks, position, fittingEnd)
    this.touch(inode)
    return fittingEnd
  }

  setLength(inode: Inode, lengthBytes: number): void {
    inode.setLength(lengthBytes)
    this.touch(inode)
  }

  /** Updates its modification stamp. */
  touch(inode: Inode): void {
    this.#stamps += 1
    inode.stamp = this.#stamps
  }

  open(inode: Inode): void {
    inode.handles += 1
  }

  close(inode: Inode): void {
    inode.handles -= 1
    this.#letGo(inode)
  }

  /** Begins a flush of a folder; the returned function ends it. */
  flushNames(): () => void {
    const end = this.#names.end()
    return () => this.#names.commit(end)
  }

  /**
   * Begins a flush of a file; the returned function ends it. Also secures the file's names so far, as
   * journaling file systems do.
   */
  flush(inode: Inode): () => void {
    const written = inode.beginFlush()
    const end = this.#names.endOf(inode)
    return () => {
      inode.secured(written)
      this.#names.commit(end)
    }
  }

  isDurable(path: string, start: number, end: number): boolean {
    const node = this.#names.get(path)
    if (!(node instanceof Inode)) return false
    return this.#names.isKept(path, node) && node.isSecured(start, end)
  }

  powerCut(random: () => number): void {
    this.#names.powerCut(random)
    for (const inode of this.#inodes) inode.links = 0
    for (const [, node] of this.#names.entries()) {
      if (!(node instanceof Inode)) continue
      node.links = this.#inodes.has(node) ? node.links + 1 : 1
      this.#inodes.add(node)
    }
    for (const inode of this.#inodes) {
      inode.powerCut(random)
      this.#letGo(inode)
    }
  }

  #needPlace(path: string): void {
    if (this.at(path) !== null) throw errno('EEXIST')
    if (this.#names.get(posix.dirname(path)) === null) throw errno('ENOENT')
  }

  #nearest(path: string): Node {
    const above = posix.dirname(path)
    return this.#names.get(above) ?? this.#nearest(above)
  }

  #letGo(inode: Inode): void {
    if (inode.links === 0 && inode.handles === 0) this.#inodes.delete(inode)
  }
}
