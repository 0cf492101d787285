import type { BigIntStats } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { closeFd, openFd, statFd } from './descriptors'
import { statOrNull } from './stat-or-null'
import { errnoOf } from './translate-error'

/**
 * A part that is reserved and not yet opened is empty and has the sticky bit, which has no meaning on
 * a file. The file is created with the bit. A process killed between creating the file and recording
 * it leaves exactly such a file, and nothing else does. Where the bit cannot be set (FAT, Windows,
 * macOS) the file stays, and its name counts as taken.
 */
const RESERVED = 0o1666
const STICKY = 0o1000n

/** How long a living process may take from creating the file to opening it, in milliseconds. */
export const ORPHAN_MS = 2_000

/** Identifies a reserved part. */
export interface Reservation {
  readonly ino: bigint
  readonly mtimeNs: bigint
}

/** Creates the part; null if the name is taken. */
export async function reservePart(path: string): Promise<Reservation | null> {
  return await create(path, RESERVED)
}

/** Creates an empty file. False if the name is taken. */
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

/** Clears the mark; a file system that refuses has none. */
export async function markAsOpened(path: string, { mode }: BigIntStats): Promise<void> {
  if ((mode & STICKY) === 0n) return
  await chmod(path, Number(mode & 0o777n)).catch(() => undefined)
}

/** A reservation whose process may be dead. */
export interface OrphanPart {
  readonly part: Reservation
  /** The claim of a process that is taking it over; null if there is none. */
  readonly claim: Reservation | null
}

/** A reserved part, of a living or a dead process. */
export async function findOrphan(path: string): Promise<OrphanPart | null> {
  const part = await reservationAt(path)
  return part === null ? null : { part, claim: await reservationAt(claimOn(path)) }
}

/**
 * Takes over a reservation that has not changed for `ORPHAN_MS`, so that its process must be dead. Of
 * several competing processes one succeeds: only one can create the claim, which then replaces the
 * part atomically. A claim that is as old belongs to a dead process too, and is reused. Null if the
 * part was not taken over.
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
    // The attempt with the next name reports what is wrong with the folder.
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
