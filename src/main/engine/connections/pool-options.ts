import type { DownloadError } from '../download-error'
import type { HostAccess, WaitListener } from '../hosts/host-access'
import type { Facts } from '../timeline'
import type { ConnectionOptions } from './fetch-segment'
import type { RetryWait } from './retry-wait'

/** At least one. */
export interface ConnectionLimit {
  readonly most: number
  readonly by: 'server' | 'person' | 'settings'
}

export interface PoolOptions {
  readonly connection: ConnectionOptions
  /** The download's access to its hosts, which other downloads use as well. */
  readonly access: HostAccess
  /** Where connections wait between attempts. */
  readonly retryWait: RetryWait
  /** Most connections at a time, and who decided it; may change at any moment. */
  readonly limit: () => ConnectionLimit
  /** How long to wait after a failure, in milliseconds; null to give up. */
  readonly retryDelayMs: (error: DownloadError, failures: number) => number | null
  /** Told while nothing is received. */
  readonly waiting: WaitListener
  /** Told what happens to connections, and why; for the timeline. */
  readonly noted: (
    kind: 'split' | 'retrying' | 'refused' | 'stalled',
    error: DownloadError | null,
    facts?: Facts,
  ) => void
}
