import type { BigIntStats } from 'node:fs'
import { chmod, link, open, rm, utimes } from 'node:fs/promises'
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
export const STRAY_MS = 2_000

/** By which a reserved part is known again. */
export interface Reservation {
  readonly ino: bigint
  readonly mtimeNs: bigint
}

/** Makes the part; null if something of that name is there already. */
export async function reservePart(path: string): Promise<Reservation | null> {
  if (!(await createEmpty(path, RESERVED))) return null
  return statOrNull(path)
}

/** Makes an empty file. False if something of that name is there already. */
export async function createEmpty(path: string, mode = 0o666): Promise<boolean> {
  try {
    await (await open(path, 'wx', mode)).close()
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A part that is reserved, by a process that lives or one that does not. */
export async function reservationAt(path: string): Promise<Reservation | null> {
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

/**
 * Takes over a reservation that was as it is `STRAY_MS` ago, so that whoever made it no longer
 * lives. Of several processes that want it one gets it: only one can make the link, and the next
 * finds that the time has changed. Null if it could not be had.
 */
export async function takeOver(path: string, seen: Reservation): Promise<Reservation | null> {
  const claim = `${path}.claim`
  try {
    await link(path, claim)
  } catch {
    return null
  }
  try {
    const found = await reservationAt(path)
    if (found === null || !isSame(found, seen)) return null
    const now = new Date()
    await utimes(path, now, now)
    return await reservationAt(path)
  } finally {
    await rm(claim, { force: true })
  }
}

export function isSame(a: Reservation, b: Reservation): boolean {
  return a.ino === b.ino && a.mtimeNs === b.mtimeNs
}
