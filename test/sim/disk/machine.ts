import { type Coroutine, run } from '../../../src/main/kernel'
import type { DiskStory } from '../story/story'
import { Process } from '../world/process'
import { World } from '../world/world'
import { SimDisk } from './sim-disk'
import { SimFiles } from './sim-files'
import { SimHasher } from './sim-hasher'

export const DIR = '/folder'

export interface Life {
  readonly process: Process
  readonly files: SimFiles
  readonly hasher: SimHasher
}

/** A world with only a disk, on which programs run one after another. */
export class Machine {
  readonly world: World
  readonly disk: SimDisk

  constructor(seed: number, story: Partial<DiskStory> = {}) {
    this.world = new World(seed)
    this.disk = new SimDisk(this.world, {
      capacityBytes: 10_000_000,
      writeMs: 2,
      flushMs: 5,
      readBytesPerSec: 20_000_000,
      ...story,
    })
    this.disk.tree.makeFolder(DIR)
    this.disk.tree.flushNames()()
  }

  /** Runs a program until it ends, or dies after this number of steps. */
  live(
    main: (life: Life) => Coroutine<unknown>,
    stepsToLive = Number.POSITIVE_INFINITY,
  ): { readonly process: Process; readonly thrown: unknown; readonly hasEnded: boolean } {
    const { world, disk } = this
    const process = new Process(world)
    process.dieAfter(stepsToLive)
    const life = {
      process,
      files: new SimFiles(disk, process),
      hasher: new SimHasher(disk, process),
    }
    const end = { process, thrown: null as unknown, hasEnded: false }
    const whole = function* (): Coroutine<void> {
      try {
        yield* main(life)
        end.hasEnded = true
      } catch (error) {
        end.thrown = error
      }
    }
    void run(whole(), { clock: process.clock })
    world.run(Number.POSITIVE_INFINITY)
    return end
  }

  /** The names in the folder. */
  names(): string[] {
    return this.disk
      .list()
      .map((path) => path.slice(DIR.length + 1))
      .sort()
  }

  /** A copy of a file in the folder. */
  bytes(name: string): Buffer | null {
    const bytes = this.disk.read(`${DIR}/${name}`)
    return bytes === null ? null : Buffer.from(bytes)
  }
}
