import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { errnoOf } from './translate-error'

/** What stands under a path; null if nothing does. */
export async function statOrNull(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Whether two names stand for one file. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [statA, statB] = await Promise.all([statOrNull(a), statOrNull(b)])
  return statA !== null && statA.ino === statB?.ino && statA.dev === statB.dev
}
