import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collects garbage until `enough`, or gives up after a while. */
export async function collectGarbage(enough: () => boolean): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 100 && !enough(); round += 1) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
}
