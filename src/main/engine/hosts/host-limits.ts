import { runningLoop } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Store } from '../ports'
import { Host } from './host'
import { HostAccess } from './host-access'
import { currentLimit, fromRecord, type LearnedLimit } from './learned-limit'

export interface HostLimitsOptions {
  readonly store: Pick<Store, 'host' | 'rememberHost'>
  /** Most connections to one host; asked each time. */
  readonly most: () => number
  /** Called when a access begins to wait for a permit. */
  readonly waiting?: () => void
  /** A number in `[0, 1)`. */
  readonly random: () => number
}

/**
 * How many connections each host gets, over all downloads: at most as many as a person allows and
 * as the host was found to take, which is kept in the store; and none at all while it asked to be
 * left in peace (RFC 9110 §10.2.3). The download that has fewest comes first.
 */
export class HostLimits {
  readonly loop = runningLoop()
  readonly #options: HostLimitsOptions
  readonly #hosts = new Map<string, Host>()
  readonly #accesses = new Set<HostAccess>()

  /** Is made inside the loop of the downloads. */
  constructor(options: HostLimitsOptions) {
    this.#options = options
  }

  /** The way of one download to its link; `close` it when the download runs no more. */
  accessTo(url: string): HostAccess {
    const access = new HostAccess(this, new URL(url).host)
    this.#accesses.add(access)
    return access
  }

  /** The setting was changed: there may be more permits, or too few. */
  limitChanged(): void {
    this.serve()
  }

  /** A person wants to try this link now, whatever its host has said before. */
  clearBackoff(url: string): void {
    const host = this.#hosts.get(new URL(url).host)
    if (host !== undefined) host.backoff = null
  }

  /** For accesses and permits alone, as all that follows. */
  get random(): () => number {
    return this.#options.random
  }

  waiting(): void {
    this.#options.waiting?.()
  }

  host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known !== undefined) return known
    const host = new Host(name, this.#recall(name))
    this.#hosts.set(name, host)
    return host
  }

  remember(host: Host, learned: LearnedLimit): void {
    if (learned === host.learned) return
    host.learned = learned
    const { mostConnections, seenAtMs } = learned
    try {
      this.#options.store.rememberHost({ host: host.name, mostConnections, seenAtMs })
    } catch (error) {
      // It is only of use: this process knows it all the same.
      if (!(error instanceof DownloadError)) throw error
    }
  }

  /** Whether a access may have one more permit at a host. */
  mayGrant(host: Host, access: HostAccess): boolean {
    if (host.permits.size >= this.#most(host)) return false
    const own = access.permitsAt(host)
    return this.#demands(host).every((other) => other === access || other.permitsAt(host) >= own)
  }

  /** Whether others have a better right to one of the permits that a access has. */
  shouldYield(host: Host, access: HostAccess): boolean {
    const own = access.permitsAt(host)
    if (own < 2) return false
    if (this.#demands(host).some((other) => other.permitsAt(host) + 1 < own)) return true
    if (!this.isOverLimit(host)) return false
    return [...this.#accesses].every((other) => other.permitsAt(host) <= own)
  }

  /** Whether it has more permits than it may, as when the setting was changed. */
  isOverLimit(host: Host): boolean {
    return host.permits.size > this.#most(host)
  }

  /** Gives free permits to those who wait, first come, first served. */
  serve(): void {
    for (const access of this.#accesses) access.serve()
  }

  closed(access: HostAccess): void {
    this.#accesses.delete(access)
    this.serve()
  }

  #most(host: Host): number {
    return Math.min(this.#options.most(), currentLimit(host.learned, this.loop.clock.epochMs()))
  }

  #demands(host: Host): HostAccess[] {
    return [...this.#accesses].filter((access) => access.hasDemand(host, this.loop.now()))
  }

  #recall(name: string): LearnedLimit | null {
    try {
      const record = this.#options.store.host(name)
      return record && fromRecord(record)
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
      return null
    }
  }
}
