import type { DownloadError } from '../download-error'
import type { LearnedLimit } from './learned-limit'
import type { Slot } from './slot'

/** What is known of a host now. */
export class Host {
  readonly name: string
  learned: LearnedLimit | null
  /** It asked for peace, until a moment of the loop's `now()`. */
  quiet: { readonly error: DownloadError; readonly untilMs: number } | null = null
  readonly slots = new Set<Slot>()

  constructor(name: string, learned: LearnedLimit | null) {
    this.name = name
    this.learned = learned
  }

  get working(): number {
    return [...this.slots].filter(({ isWorking }) => isWorking).length
  }

  quietMs(nowMs: number): number {
    return this.quiet === null ? 0 : Math.max(0, this.quiet.untilMs - nowMs)
  }
}
