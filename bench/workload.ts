import type { Contenders } from './contenders'
import type { Section } from './report/section'

/** What a workload has to work with. */
export interface Stage {
  /** Prove that it works, as quickly as possible, and measure nothing. */
  readonly quick: boolean
  readonly rounds: number
  /** A folder on a disk, and one in memory; null where there is none. */
  readonly disk: string
  readonly memory: string | null
  readonly contenders: Contenders
  /** For the person who waits. */
  say(text: string): void
}

/** Measures one side of downloading; each of its tables begins with Rill. */
export type Workload = (stage: Stage) => Promise<Section[]>
