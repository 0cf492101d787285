import type { Settings } from '../../shared/settings'
import { Engine } from '../engine/engine'
import type { Policy } from '../engine/policy'
import type { Ports } from '../engine/ports/ports'
import { type Coroutine, run } from '../kernel'
import { NodeFiles, type Trash } from './files/node-files'
import { NodeHasher } from './hash/node-hasher'
import { GotSource } from './http/got-source'
import type { DownloadLists } from './store/download-lists'
import type { DuplicateFinder } from './store/duplicate-finder'
import { SqliteStore } from './store/sqlite-store'
import { WorkerThreads } from './threads/worker-threads'

export interface RunEngineOptions {
  /** Where state lives. */
  readonly dataDir: string
  /** Where files go until a person says otherwise. */
  readonly defaultFolder: string
  /** Rill's version, for the User-Agent header. */
  readonly version: string
  /** Whether unfinished downloads of earlier processes go on by themselves. */
  readonly recover: boolean
  /** Settings for this process alone. */
  readonly overrides?: Partial<Settings>
  /** Where trashed files go; without it they are deleted. */
  readonly trash?: Trash
  /** What differs from the default policy. */
  readonly policy?: Partial<Policy>
}

export interface RunningEngine {
  readonly engine: Engine
  readonly lists: DownloadLists
  readonly duplicates: DuplicateFinder
  /** Settles when the engine has ended, and rejects if it broke. */
  readonly ended: Promise<void>
  /** Saves everything and ends. */
  stop(): Promise<void>
}

/** Joins the engine with the real network, disk and database, and starts it. */
export async function runEngine(options: RunEngineOptions): Promise<RunningEngine> {
  const store = new SqliteStore(options)
  const ports: Ports = {
    source: new GotSource(`Rill/${options.version}`),
    files: new NodeFiles({ trash: options.trash ?? null }),
    store,
    hasher: new NodeHasher(),
    random: Math.random,
  }
  return new Promise((resolve, reject) => {
    const main = function* (): Coroutine<void> {
      const engine = new Engine(ports, {
        overrides: options.overrides ?? {},
        policy: options.policy ?? {},
      })
      if (options.recover) engine.recovery.recover()
      const stop = (): Promise<void> => {
        engine.stop()
        return ended
      }
      resolve({
        engine,
        lists: store.lists(engine.queries),
        duplicates: store.duplicates(),
        ended,
        stop,
      })
      yield* engine.serve()
    }
    const ended = run(main(), { threads: new WorkerThreads() }).finally(() => store.close())
    ended.catch(reject)
  })
}
