import { posix } from 'node:path'
import { run } from '../../../src/main/kernel'
import type { SomeFolder } from '../../contracts/some-folder'
import { Process } from '../world/process'
import { World } from '../world/world'
import { SimDisk } from './sim-disk'
import { SimFiles } from './sim-files'
import { SimHasher } from './sim-hasher'

/** Shorter than any step of a simulated disk. */
const MOMENT_MS = 0.01

/** An empty folder on the disk of its own world. */
export function simulatedFolder(seed = 1): SomeFolder & { readonly unplug: () => void } {
  const world = new World(seed)
  const disk = new SimDisk(world, {
    capacityBytes: 1_000_000_000,
    writeMs: 2,
    flushMs: 5,
    readBytesPerSec: 20_000_000,
  })
  const { tree } = disk
  const processes: Process[] = []
  const dir = '/folder'
  tree.makeFolder(dir)
  const at = (name: string): string => posix.join(dir, name)
  const start = (): Process => {
    const process = new Process(world)
    processes.push(process)
    return process
  }
  const write = (name: string, text: string | Uint8Array): void => {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
    const inode = tree.at(at(name)) === null ? tree.create(at(name)) : tree.file(at(name))
    tree.setLength(inode, 0)
    tree.write(inode, [bytes], 0, bytes.byteLength)
  }
  return {
    dir,
    files: () => new SimFiles(disk, start()),
    hasher: () => new SimHasher(disk, start()),
    run: (main) => {
      const result = run(main, { clock: start().clock, seed })
      world.run(Number.POSITIVE_INFINITY)
      return result
    },
    afterMoments: (moments, callback) => world.after(moments * MOMENT_MS, callback),
    openFiles: () => processes.reduce((sum, process) => sum + disk.openHandles(process), 0),
    names: () =>
      [...tree.paths()]
        .filter((path) => posix.dirname(path) === dir && path !== dir)
        .map((path) => posix.basename(path))
        .sort(),
    read: (name) => {
      const bytes = disk.read(at(name))
      return bytes === null ? null : Buffer.from(bytes).toString('latin1')
    },
    write,
    append: (name, text) => {
      const inode = tree.file(at(name))
      const bytes = Buffer.from(text, 'latin1')
      tree.write(inode, [bytes], inode.lengthBytes, inode.lengthBytes + bytes.byteLength)
    },
    setLength: (name, lengthBytes) => {
      if (tree.at(at(name)) === null) write(name, '')
      tree.setLength(tree.file(at(name)), lengthBytes)
    },
    link: (from, to) => tree.link(at(from), at(to)),
    rename: (from, to) => tree.rename(at(from), at(to)),
    remove: (name) => tree.unlink(at(name)),
    makeFolder: (name) => tree.makeFolder(at(name)),
    unplug: () => disk.unplug(true),
  }
}
