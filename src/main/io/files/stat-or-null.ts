import { type BigIntStats, stat } from 'node:fs'
import { errnoOf } from './translate-error'

/** What stands under a path; null if nothing does. */
export function statOrNull(path: string): Promise<BigIntStats | null> {
  return new Promise((settle, reject) => {
    stat(path, { bigint: true }, (error, stats) => {
      if (error === null) settle(stats)
      else if (errnoOf(error) === 'ENOENT') settle(null)
      else reject(error)
    })
  })
}

/** Whether two names stand for one file. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [statA, statB] = await Promise.all([statOrNull(a), statOrNull(b)])
  return statA !== null && statA.ino === statB?.ino && statA.dev === statB.dev
}
