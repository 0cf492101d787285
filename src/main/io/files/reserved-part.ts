import type { BigIntStats } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { closeFd, openFd, statFd } from './descriptors'
import { statOrNull } from './stat-or-null'
import { errnoOf } from './translate-error'

/**
 * A part that is reserved and not yet opened is empty and has the sticky bit, which means nothing on
 * a file. It is set as the file is made, so there is no moment without it. A process that was killed
 * between making the file and recording it leaves just that, and nothing else looks like it. Where
 * the bit cannot be set (FAT, Windows, macOS) such a file stays, and its name counts as taken.
 */
const RESERVED = 0o1666
const STICKY = 0o1000n

/** How long a living process may take from making the file to opening it, in milliseconds. */
export const ORPHAN_MS = 2_000

/** By which a reserved part is known again. */
export interface Reservation {
  readonly ino: bigint
  readonly mtimeNs: bigint
}

/** Makes the part; null if something of that name is there already. */
export async function reservePart(path: string): Promise<Reservation | null> {
  return await create(path, RESERVED)
}

/** Makes an empty file. False if something of that name is there already. */
export async function createEmpty(path: string): Promise<boolean> {
  return (await create(path, 0o666)) !== null
}

async function create(path: string, mode: number): Promise<BigIntStats | null> {
  let fd: number
  try {
    fd = await openFd(path, 'wx', mode)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return null
    throw error
  }
  try {
    return await statFd(fd)
  } finally {
    await closeFd(fd)
  }
}

async function reservationAt(path: string): Promise<Reservation | null> {
  const stats = await statOrNull(path)
  return stats !== null && isReserved(stats) ? stats : null
}

export function isReserved({ size, mode }: BigIntStats): boolean {
  return size === 0n && (mode & STICKY) !== 0n
}

/** Takes the mark off; a file system that does not let it has none. */
export async function markAsOpened(path: string, { mode }: BigIntStats): Promise<void> {
  if ((mode & STICKY) === 0n) return
  await chmod(path, Number(mode & 0o777n)).catch(() => undefined)
}

/** A reservation whose process may be dead. */
export interface OrphanPart {
  readonly part: Reservation
  /** What somebody who takes it over has made for that; null if nobody does. */
  readonly claim: Reservation | null
}

/** A part that is reserved, by a process that lives or one that does not. */
export async function findOrphan(path: string): Promise<OrphanPart | null> {
  const part = await reservationAt(path)
  return part === null ? null : { part, claim: await reservationAt(claimOn(path)) }
}

/**
 * Takes over a reservation that was as it is `ORPHAN_MS` ago, so that whoever made it no longer
 * lives. Of several processes that want it one gets it: only one can make the claim, which then
 * takes the place of the part in one step. A claim of back then is a dead one's too, and is used
 * instead. Null if the part could not be had.
 */
export async function takeOver(path: string, seen: OrphanPart): Promise<Reservation | null> {
  const claim = claimOn(path)
  try {
    if (seen.claim === null) {
      if ((await reservePart(claim)) === null) return null
    } else if (!(await stillStands(claim, seen.claim))) return null
    if (!(await stillStands(path, seen.part))) {
      await rm(claim)
      return null
    }
    await rename(claim, path)
    return await reservationAt(path)
  } catch {
    // What is wrong with the folder is told by the next name that is tried.
    return null
  }
}

function claimOn(path: string): string {
  return `${path}.claim`
}

async function stillStands(path: string, seen: Reservation): Promise<boolean> {
  const found = await reservationAt(path)
  return found !== null && isSame(found, seen)
}

export function isSame(a: Reservation, b: Reservation): boolean {
  return a.ino === b.ino && a.mtimeNs === b.mtimeNs
}
