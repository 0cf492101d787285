import type { Engine } from '../../../src/main/engine/engine'
import type { Settings } from '../../../src/shared/settings'
import { SimDisk } from '../disk/sim-disk'
import { SimFiles } from '../disk/sim-files'
import { SimHasher } from '../disk/sim-hasher'
import { Book } from '../judge/book'
import { Judge } from '../judge/judge'
import { SimNetwork } from '../network/sim-network'
import { SimSource } from '../network/sim-source'
import { SimStore } from '../store/sim-store'
import { StoreFile } from '../store/store-file'
import type { End, Story } from '../story/story'
import { live } from './life'
import { Process } from './process'
import { World } from './world'

/** Where downloads go. */
export const FOLDER = '/downloads'

/** Where a person may move them. */
export const FOLDERS = [FOLDER, '/elsewhere'] as const

/** A death at a certain step comes after this time at the latest. */
const LATEST_DEATH_MS = 5_000

/** A world with network, disk and store, in which Rill lives one life after another. */
export class Stage {
  readonly world: World
  readonly network: SimNetwork
  readonly disk: SimDisk
  readonly store: StoreFile
  readonly judge: Judge
  readonly book = new Book()
  /** Called when a life has begun and its engine has recovered the recorded downloads. */
  readonly begun: ((engine: Engine) => void)[] = []
  /** The process of the current life; null between two lives. */
  process: Process | null = null
  /** The engine of the current life; null until it has recovered the recorded downloads. */
  engine: Engine | null = null
  lives = 0
  powerCuts = 0
  /** When the next life begins; null if the story does not say. */
  #nextInMs: number | null = null
  #isPowerCut = false

  constructor(story: Story) {
    this.world = new World(story.seed)
    this.judge = new Judge(this.world)
    this.network = new SimNetwork(this.world, story.hosts, story.resources)
    this.disk = new SimDisk(this.world, story.disk)
    this.disk.tree.makeFolder(FOLDER)
    this.disk.tree.flushNames()()
    this.store = new StoreFile(this.world)
    this.#inNoLife((store) => store.settings.write(story.settings))
  }

  /** The settings, whether Rill runs or not. */
  settings(): Settings {
    return this.engine?.settings() ?? this.#inNoLife((store) => store.settings.read())
  }

  /** Begins a life, unless Rill is running. */
  start(): void {
    if (this.process !== null) return
    this.lives += 1
    const { world, network, disk, store, judge } = this
    const process = new Process(world)
    this.process = process
    world.trace.note('life', `${this.lives} begins`)
    process.onDeath(() => this.#over(process))
    live({
      process,
      ports: {
        source: new SimSource(network, process),
        files: new SimFiles(disk, process),
        store: new SimStore(store, process, { defaultFolder: FOLDER }),
        hasher: new SimHasher(disk, process),
        random: world.random,
      },
      seed: world.pick(0, 0x7fff_ffff),
      begun: (engine) => {
        this.engine = engine
        for (const callback of this.begun) callback(engine)
      },
      ended: (left) => this.#ended(process, left),
      broke: (error) => {
        judge.fail('broke', error instanceof Error ? (error.stack ?? error.message) : String(error))
      },
    })
  }

  /** Ends the current life; the next one begins after the given time. */
  end({ do: how, forMs, steps }: End): void {
    const { process, engine, world } = this
    if (how === 'power-cut') this.#isPowerCut = true
    if (process === null) {
      this.#cutPower()
      return
    }
    this.#nextInMs = forMs
    if (how === 'quit' && engine !== null) {
      engine.stop()
      return
    }
    process.dieAfter(steps)
    world.after(steps === 0 ? 0 : LATEST_DEATH_MS, () => process.die())
  }

  #ended(process: Process, left: readonly string[]): void {
    const connections = this.network.openConnections(process).length
    const handles = this.disk.openHandles(process)
    if (left.length > 0) this.judge.fail('leak', `Tasks outlive the engine: ${left.join(', ')}`)
    if (connections > 0) this.judge.fail('leak', `${connections} connections outlive the engine`)
    if (handles > 0) this.judge.fail('leak', `${handles} files outlive the engine`)
    process.die()
  }

  #over(process: Process): void {
    if (this.process !== process) return
    this.process = null
    this.engine = null
    this.world.trace.note('life', `${this.lives} is over`)
    // Only after the current callback: a dead process must not see the power cut.
    this.world.soon(() => this.#cutPower())
    if (this.#nextInMs !== null) this.world.after(this.#nextInMs, () => this.start())
    this.#nextInMs = null
  }

  #cutPower(): void {
    if (!this.#isPowerCut) return
    this.#isPowerCut = false
    this.powerCuts += 1
    this.book.doubtRestored(this.world.now())
    this.disk.powerCut()
    this.store.powerCut()
  }

  #inNoLife<T>(work: (store: SimStore) => T): T {
    const store = new SimStore(this.store, new Process(this.world), { defaultFolder: FOLDER })
    try {
      return work(store)
    } finally {
      store.close()
    }
  }
}
