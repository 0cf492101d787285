import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, onTestFinished } from 'vitest'
import { type AddOptions, Engine } from '../../src/main/engine/engine'
import { DEFAULT_POLICY, type Policy } from '../../src/main/engine/policy'
import { NodeFiles, type Trash } from '../../src/main/io/files/node-files'
import { NodeHasher } from '../../src/main/io/hash/node-hasher'
import { GotSource } from '../../src/main/io/http/got-source'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { WorkerThreads } from '../../src/main/io/threads/worker-threads'
import { type Coroutine, type Problem, run } from '../../src/main/kernel'
import type { DownloadId, DownloadView } from '../../src/shared/download'
import type { Settings } from '../../src/shared/settings'
import { tempFolder } from '../io/temp-folder'

export interface EngineUnderTest {
  readonly engine: Engine
  /** Where state lives. */
  readonly dataDir: string
  /** Where files go. */
  readonly dir: string
  /** Adds one link. */
  add(url: string, changes?: Partial<AddOptions>): DownloadView
  /** The download as soon as `predicate` holds of it, now or after some event. */
  until(id: DownloadId, predicate: (view: DownloadView) => boolean): Promise<DownloadView>
  /** The download once it is completed or has failed. */
  ended(id: DownloadId): Promise<DownloadView>
  /** Adds one link and waits for its end. */
  get(url: string): Promise<DownloadView>
  /** Ends the engine, with everything saved and cleaned up. */
  stop(): Promise<void>
  /** Names in the folder of files, sorted. */
  names(): Promise<string[]>
  sha256(name: string): Promise<string>
}

export interface StartOptions {
  /** An engine that was stopped, to go on with its state and its files. */
  readonly after?: EngineUnderTest
  readonly policy?: Partial<Policy>
  readonly settings?: Partial<Settings>
  /** The disk, where it is to behave. */
  readonly files?: NodeFiles
  /** Where discarded files go; without it they are deleted. */
  readonly trash?: Trash
}

/**
 * The engine on the real network, disk and database, as `runEngine` makes it, but for its patience,
 * which a test may change, and for chance: it tries again at once.
 */
export async function startEngine({
  after,
  policy = {},
  settings = {},
  trash,
  files = new NodeFiles({ trash: trash ?? null }),
}: StartOptions = {}): Promise<EngineUnderTest> {
  const home = after === undefined ? tempFolder() : join(after.dataDir, '..')
  const [dataDir, dir] = [join(home, 'data'), join(home, 'files')]
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  const ports = {
    source: new GotSource('Rill/test'),
    files,
    store,
    hasher: new NodeHasher(),
    random: () => 0,
  }
  let finished: Promise<void> = Promise.resolve()
  const problems: string[] = []
  const onProblem = ({ kind, message }: Problem): void => {
    // How long a step takes is a matter of the machine.
    if (kind !== 'slow-callback') problems.push(message)
  }
  const engine = await new Promise<Engine>((resolve, reject) => {
    const main = function* (): Coroutine<void> {
      const made = new Engine(ports, {
        policy: { ...DEFAULT_POLICY, ...policy },
        overrides: settings,
      })
      made.recover()
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

  const until: EngineUnderTest['until'] = (id, predicate) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const view = engine.get(id)
        if (view === undefined || !predicate(view)) return
        stopListening()
        resolve(view)
      }
      const stopListening = engine.subscribe(look)
      finished.then(
        () => reject(new Error('the engine has ended')),
        (error: unknown) => reject(error),
      )
      look()
    })
  const add: EngineUnderTest['add'] = (url, changes = {}) => {
    const [view] = engine.add({ urls: [url], dir, paused: false, ...changes })
    if (view === undefined) throw new Error('nothing was added')
    return view
  }
  const ended = (id: DownloadId): Promise<DownloadView> =>
    until(id, ({ state }) => ['completed', 'failed', 'needs-link'].includes(state))

  return {
    engine,
    dataDir,
    dir,
    add,
    until,
    ended,
    get: (url) => ended(add(url).id),
    stop,
    names: async () => (await readdir(dir)).sort(),
    async sha256(name) {
      const hash = createHash('sha256')
      await pipeline(createReadStream(join(dir, name)), hash)
      return hash.digest('hex')
    },
  }
}
