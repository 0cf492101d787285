import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { NodeHasher } from '../../src/main/io/hash/node-hasher'
import { run, systemClock, type Threads } from '../../src/main/kernel'
import type { SomeFolder } from '../contracts/some-folder'
import { hurriedClock } from './hurried-clock'
import { tempFolder } from './temp-folder'

/** The loop turns no faster than the host, so that no moment of a disk is left out. */
const clock = { ...hurriedClock, soon: systemClock.afterIo }

/** A new folder on the computer's own disk. */
export function realFolder(threads?: Threads): SomeFolder {
  const dir = tempFolder()
  const at = (name: string): string => join(dir, name)
  return {
    dir,
    files: () => new NodeFiles(),
    hasher: () => new NodeHasher(),
    run: (main) => run(main, threads === undefined ? { clock } : { clock, threads }),
    afterMoments,
    openFiles: () => (process.platform === 'linux' ? openFiles(dir).length : null),
    names: () => readdirSync(dir).sort(),
    read: (name) => (existsSync(at(name)) ? readFileSync(at(name), 'latin1') : null),
    write: (name, text) => writeFileSync(at(name), text),
    append: (name, text) => appendFileSync(at(name), text),
    setLength: (name, lengthBytes) => {
      if (!existsSync(at(name))) writeFileSync(at(name), '')
      truncateSync(at(name), lengthBytes)
    },
    link: (from, to) => linkSync(at(from), at(to)),
    rename: (from, to) => renameSync(at(from), at(to)),
    remove: (name) => rmSync(at(name)),
    makeFolder: (name) => mkdirSync(at(name)),
  }
}

function afterMoments(moments: number, callback: () => void): void {
  if (moments === 0) callback()
  else setImmediate(() => afterMoments(moments - 1, callback))
}

/** The files below `dir` that this process has open. */
function openFiles(dir: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(dir) ? [path] : []
    } catch {
      // The one that listed the folder is gone.
      return []
    }
  })
}
