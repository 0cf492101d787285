import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { Engine } from '../../src/main/engine/engine'
import { DEFAULT_POLICY, type Policy } from '../../src/main/engine/policy'
import { type Coroutine, type Problem, run } from '../../src/main/kernel'
import type { Settings } from '../../src/shared/settings'
import { FileManager } from '../sim/disk/file-manager'
import { SimDisk } from '../sim/disk/sim-disk'
import { SimFiles } from '../sim/disk/sim-files'
import { SimHasher } from '../sim/disk/sim-hasher'
import { ServerSource } from '../sim/server/server-source'
import { SimStore } from '../sim/store/sim-store'
import { StoreFile } from '../sim/store/store-file'
import { Process } from '../sim/world/process'
import { commandsFor, type EngineUnderTest } from '../support/engine-under-test'
import { worldOfTest } from './world-of-test'

/** Where downloads go. */
const DIR = '/home/files'

/** What outlives an engine: the disk and the database. */
interface Home {
  readonly disk: SimDisk
  readonly database: StoreFile
}

export interface SimulatedEngine extends EngineUnderTest {
  readonly home: Home
  /** The files of the disk, as another program sees them. */
  readonly disk: FileManager
  /** The date of this world, in milliseconds since 1970. */
  epochMs(): number
  /** Lets this many milliseconds pass, also after the engine has ended. */
  pass(ms: number): Promise<void>
  /** Waits for a condition that no event of the engine announces. */
  eventually(predicate: () => boolean): Promise<void>
  /** The database as another process has it. */
  openStore(): SimStore
}

export interface StartOptions {
  /** An engine that was stopped, to go on with its state and its files. */
  readonly after?: SimulatedEngine
  readonly policy?: Partial<Policy>
  readonly settings?: Partial<Settings>
  /** Replaces the files port. */
  readonly files?: (disk: SimDisk, process: Process) => SimFiles
}

/**
 * The engine on the simulated network, disk and database of the test's world. Time passes only while
 * the test waits, so timeouts, delays and retries cost nothing, and every run is the same.
 */
export async function startEngine({
  after,
  policy = {},
  settings = {},
  files = (disk, process) => new SimFiles(disk, process),
}: StartOptions = {}): Promise<SimulatedEngine> {
  const { world, servers, driver } = worldOfTest()
  const home = after?.home ?? newHome()
  const process = new Process(world)
  const open = (opener: Process): SimStore =>
    new SimStore(home.database, opener, { defaultFolder: DIR })
  const store = open(process)
  const source = new ServerSource(servers, process)
  const ports = {
    source,
    files: files(home.disk, process),
    store,
    hasher: new SimHasher(home.disk, process),
    random: () => 0,
  }
  const problems: string[] = []
  const onProblem = ({ kind, message }: Problem): void => {
    // The duration of a step depends on the machine.
    if (kind !== 'slow-callback') problems.push(message)
  }
  let finished: Promise<void> = Promise.resolve()
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
    finished = run(main(), { clock: process.clock, debug: true, onProblem }).finally(() => {
      store.close()
      expect(problems).toEqual([])
      expect({
        connections: source.openConnections,
        files: home.disk.openHandles(process),
      }).toEqual({ connections: 0, files: 0 })
    })
    finished.catch(reject)
  })
  const over = Promise.race([finished, driver.broken])
  const stop = (): Promise<void> => {
    engine.stop()
    return over
  }
  onTestFinished(stop)
  const disk = new FileManager(home.disk)
  return {
    ...commandsFor(engine, DIR, over),
    engine,
    dir: DIR,
    home,
    disk,
    epochMs: () => world.epochMs(),
    pass: (ms) => new Promise((resolve) => world.after(ms, resolve)),
    eventually: (predicate) => driver.until(predicate),
    openStore: () => open(new Process(world)),
    stop,
    names: async () => disk.names(DIR),
    sha256: async (name) =>
      createHash('sha256')
        .update(disk.read(posix.join(DIR, name)))
        .digest('hex'),
  }

  function newHome(): Home {
    const empty = new SimDisk(world, {
      capacityBytes: 1_000_000_000,
      writeMs: 1,
      flushMs: 2,
      readBytesPerSec: 500_000_000,
    })
    return { disk: empty, database: new StoreFile(world) }
  }
}
