import { posix } from 'node:path'
import type { SimDisk } from './sim-disk'

/** Access to the files of a simulated disk for a person or another program. */
export class FileManager {
  readonly #disk: SimDisk

  constructor(disk: SimDisk) {
    this.#disk = disk
  }

  exists(path: string): boolean {
    return this.#disk.tree.paths().includes(path)
  }

  /** A copy of the bytes. */
  read(path: string): Buffer {
    const bytes = this.#disk.read(path)
    if (bytes === null) throw new Error(`there is no file ${path}`)
    return Buffer.from(bytes)
  }

  /** Names in a folder, sorted. */
  names(dir: string): string[] {
    return this.#disk.tree
      .paths()
      .filter((path) => path !== dir && posix.dirname(path) === dir)
      .map((path) => posix.basename(path))
      .sort()
  }

  /** Creates the folder and its parents. */
  makeFolder(path: string): void {
    if (this.exists(path)) return
    this.makeFolder(posix.dirname(path))
    this.#disk.tree.makeFolder(path)
  }

  /** Replaces or creates a file. */
  write(path: string, text: string): void {
    const { tree } = this.#disk
    this.makeFolder(posix.dirname(path))
    if (tree.at(path) !== null) tree.unlink(path)
    tree.create(path)
    this.overwrite(path, 0, text)
  }

  /** Changes bytes in the middle of a file. */
  overwrite(path: string, position: number, text: string): void {
    const { tree } = this.#disk
    const bytes = Buffer.from(text)
    tree.write(tree.file(path), [bytes], position, position + bytes.byteLength)
  }

  setLength(path: string, lengthBytes: number): void {
    const { tree } = this.#disk
    tree.setLength(tree.file(path), lengthBytes)
  }

  rename(from: string, to: string): void {
    this.#disk.tree.rename(from, to)
  }

  /** Removes an empty folder. */
  removeFolder(path: string): void {
    if (this.names(path).length > 0) throw new Error(`the folder ${path} is not empty`)
    this.#disk.tree.removeFolder(path)
  }

  remove(path: string): void {
    this.#disk.tree.unlink(path)
  }
}
