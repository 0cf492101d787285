import type { DownloadError } from '../download-error'
import type { ConnectionPermit } from './connection-permit'
import type { LearnedLimit } from './learned-limit'

/** What is known of a host now. */
export class Host {
  readonly name: string
  learned: LearnedLimit | null
  /** It asked for peace, until a moment of the loop's `now()`. */
  backoff: { readonly error: DownloadError; readonly untilMs: number } | null = null
  readonly permits = new Set<ConnectionPermit>()

  constructor(name: string, learned: LearnedLimit | null) {
    this.name = name
    this.learned = learned
  }

  get receiving(): number {
    return [...this.permits].filter(({ isReceiving }) => isReceiving).length
  }

  backoffMs(nowMs: number): number {
    return this.backoff === null ? 0 : Math.max(0, this.backoff.untilMs - nowMs)
  }
}
