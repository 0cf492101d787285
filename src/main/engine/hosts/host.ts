import type { DownloadError } from '../download-error'
import type { LearnedLimit } from './learned-limit'

/** One connection to a host, as the host's accounts see it. */
interface CountedConnection {
  readonly isReceiving: boolean
}

/** What this process knows about a host. */
export class Host {
  readonly name: string
  learned: LearnedLimit | null
  /** The host asked for no requests until this moment of the loop's `now()`; null if it did not. */
  backoff: { readonly error: DownloadError; readonly untilMs: number } | null = null
  readonly permits = new Set<CountedConnection>()

  constructor(name: string, learned: LearnedLimit | null) {
    this.name = name
    this.learned = learned
  }

  /** How many connections are receiving bytes from the host. */
  get receiving(): number {
    return [...this.permits].filter(({ isReceiving }) => isReceiving).length
  }

  /** How much of the back-off is left, in milliseconds. */
  backoffMs(nowMs: number): number {
    return this.backoff === null ? 0 : Math.max(0, this.backoff.untilMs - nowMs)
  }
}
