import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { WorkerThreads } from '../../src/main/io/threads/worker-threads'
import { describePulledDisk, type PluggedFolder } from '../contracts/pulled-disk'
import { realFolder } from './real-folder'
import { tinyDisk, unplug } from './tiny-disk'

/** Pulled out, its folder stands on the disk below. */
function pluggedFolder(context: TestContext): PluggedFolder {
  const dir = tinyDisk(context, 'size=1m')
  return {
    ...realFolder(new WorkerThreads({ size: 1 })),
    dir,
    write: (name, text) => writeFileSync(join(dir, name), text),
    unplug: () => unplug(dir),
  }
}

describePulledDisk('NodeFiles and NodeHasher', pluggedFolder)
