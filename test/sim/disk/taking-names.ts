import { posix } from 'node:path'
import { DownloadError } from '../../../src/main/engine/download-error'
import { errnoOf } from '../../../src/main/io/files/translate-error'
import type { Process } from '../world/process'
import { errno } from './errno'
import type { Inode } from './inode'
import type { Job } from './jobs'
import type { SimDisk } from './sim-disk'

/** The steps of `give-final-name.ts`, on a disk where a file can have two names. */
export function* giveFinalName(
  disk: SimDisk,
  process: Process,
  part: string,
  final: string,
  replace: boolean,
): Job<boolean> {
  try {
    return yield* replace
      ? replaceBy(disk, process, part, final)
      : linkAs(disk, process, part, final)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && disk.isFolder(posix.dirname(part))) {
      throw new DownloadError('part-file-lost', { path: part }, error)
    }
    throw error
  }
}

function* replaceBy(disk: SimDisk, process: Process, part: string, final: string): Job<boolean> {
  yield disk.quickMs()
  if (isSameFile(disk, part, final)) return yield* dropPart(disk, process, part)
  yield disk.quickMs()
  if (disk.isFolder(final)) return false
  process.step()
  disk.writing().rename(part, final)
  disk.world.trace.note('disk', `rename ${part} to ${final}`)
  yield* flushFolder(disk, process)
  return true
}

function* linkAs(disk: SimDisk, process: Process, part: string, final: string): Job<boolean> {
  try {
    yield disk.quickMs()
    process.step()
    disk.writing().link(part, final)
    disk.world.trace.note('disk', `link ${part} as ${final}`)
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    yield disk.quickMs()
    if (!isSameFile(disk, part, final)) return false
  }
  return yield* dropPart(disk, process, part)
}

/** The steps of `duplicate-file.ts`, on one disk. */
export function* alsoName(disk: SimDisk, process: Process, from: string, to: string): Job<boolean> {
  try {
    yield disk.quickMs()
    process.step()
    disk.writing().link(from, to)
    disk.world.trace.note('disk', `link ${from} as ${to}`)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && disk.isFolder(posix.dirname(from))) {
      throw new DownloadError('part-file-lost', { path: from }, error)
    }
    if (errnoOf(error) !== 'EEXIST') throw error
    yield disk.quickMs()
    return from !== to && isSameFile(disk, from, to)
  }
  yield* flushFolder(disk, process)
  return true
}

function* dropPart(disk: SimDisk, process: Process, part: string): Job<boolean> {
  yield disk.quickMs()
  process.step()
  disk.writing().unlink(part)
  disk.world.trace.note('disk', `unlink ${part}`)
  yield* flushFolder(disk, process)
  return true
}

function isSameFile(disk: SimDisk, a: string, b: string): boolean {
  const inode = disk.reading().at(a)
  return inode !== null && inode === disk.reading().at(b)
}

/** The steps of `flush-folder.ts`. */
export function* flushFolder(disk: SimDisk, process: Process): Job<void> {
  process.step()
  const end = disk.writing().flushNames()
  const { mount } = disk
  yield disk.flushMs()
  process.step()
  disk.writing()
  if (disk.mount !== mount) throw errno('EIO')
  end()
}

/** Identifies a reserved part. */
export interface Reservation {
  readonly inode: Inode
  readonly stamp: number
}

/** A reservation whose process may be dead. */
export interface OrphanPart {
  readonly part: Reservation
  readonly claim: Reservation | null
}

export function reservationAt(disk: SimDisk, path: string): Reservation | null {
  const node = disk.reading().at(path)
  return node !== null && node !== 'folder' && isReserved(node)
    ? { inode: node, stamp: node.stamp }
    : null
}

export function isReserved(inode: Inode): boolean {
  return inode.isReserved && inode.lengthBytes === 0
}

export function isSame(a: Reservation, b: Reservation): boolean {
  return a.inode === b.inode && a.stamp === b.stamp
}

/** A reserved part whose process may be alive or dead. */
export function findOrphan(disk: SimDisk, path: string): OrphanPart | null {
  const part = reservationAt(disk, path)
  return part === null ? null : { part, claim: reservationAt(disk, claimOn(path)) }
}

/** The steps of `takeOver` in `reserved-part.ts`. */
export function* takeOver(
  disk: SimDisk,
  process: Process,
  path: string,
  seen: OrphanPart,
): Job<Reservation | null> {
  const claim = claimOn(path)
  try {
    yield disk.quickMs()
    if (seen.claim === null) {
      process.step()
      disk.writing().create(claim, true)
    } else if (!stillStands(disk, claim, seen.claim)) return null
    yield disk.quickMs()
    if (!stillStands(disk, path, seen.part)) {
      yield disk.quickMs()
      process.step()
      disk.writing().unlink(claim)
      return null
    }
    yield disk.quickMs()
    process.step()
    disk.writing().rename(claim, path)
    yield disk.quickMs()
    return reservationAt(disk, path)
  } catch (error) {
    if (errnoOf(error) === '') throw error
    return null
  }
}

function claimOn(path: string): string {
  return `${path}.claim`
}

function stillStands(disk: SimDisk, path: string, seen: Reservation): boolean {
  const found = reservationAt(disk, path)
  return found !== null && isSame(found, seen)
}
