import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, onTestFinished } from 'vitest'
import { Engine } from '../../src/main/engine/engine'
import { DEFAULT_POLICY, type Policy } from '../../src/main/engine/policy'
import { NodeFiles, type Trash } from '../../src/main/io/files/node-files'
import { NodeHasher } from '../../src/main/io/hash/node-hasher'
import { GotSource } from '../../src/main/io/http/got-source'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { WorkerThreads } from '../../src/main/io/threads/worker-threads'
import { type Coroutine, type Problem, run } from '../../src/main/kernel'
import type { Settings } from '../../src/shared/settings'
import { tempFolder } from '../io/temp-folder'
import { commandsFor, type EngineUnderTest } from '../support/engine-under-test'

export interface RealEngine extends EngineUnderTest {
  /** Where state lives. */
  readonly dataDir: string
}

export interface StartOptions {
  /** An engine that was stopped, to go on with its state and its files. */
  readonly after?: RealEngine
  readonly policy?: Partial<Policy>
  readonly settings?: Partial<Settings>
  /** Where trashed files go; without it they are deleted. */
  readonly trash?: Trash
}

/**
 * The engine on the real network, disk and database, as `runEngine` starts it. A test may change its
 * policy, and it retries without random delays.
 */
export async function startRealEngine({
  after,
  policy = {},
  settings = {},
  trash,
}: StartOptions = {}): Promise<RealEngine> {
  const home = after === undefined ? tempFolder() : join(after.dataDir, '..')
  const [dataDir, dir] = [join(home, 'data'), join(home, 'files')]
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  const ports = {
    source: new GotSource('Rill/test'),
    files: new NodeFiles({ trash: trash ?? null }),
    store,
    hasher: new NodeHasher(),
    random: () => 0,
  }
  let finished: Promise<void> = Promise.resolve()
  const problems: string[] = []
  const onProblem = ({ kind, message }: Problem): void => {
    // The duration of a step depends on the machine.
    if (kind !== 'slow-callback') problems.push(message)
  }
  const engine = await new Promise<Engine>((resolve, reject) => {
    const main = function* (): Coroutine<void> {
      const made = new Engine(ports, {
        policy: { ...DEFAULT_POLICY, ...policy },
        overrides: settings,
      })
      made.recovery.recover()
      resolve(made)
      yield* made.serve()
    }
    finished = run(main(), { debug: true, onProblem, threads: new WorkerThreads() }).finally(() => {
      store.close()
      expect(problems).toEqual([])
    })
    finished.catch(reject)
  })
  const stop = (): Promise<void> => {
    engine.stop()
    return finished
  }
  onTestFinished(stop)
  return {
    ...commandsFor(engine, dir, finished),
    engine,
    dataDir,
    dir,
    stop,
    names: async () => (await readdir(dir)).sort(),
    async sha256(name) {
      const hash = createHash('sha256')
      await pipeline(createReadStream(join(dir, name)), hash)
      return hash.digest('hex')
    },
  }
}
