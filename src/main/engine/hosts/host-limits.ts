import { runningLoop } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Store } from '../ports'
import { Host } from './host'
import { Lane } from './lane'
import { type LearnedLimit, mostNow, recalled } from './learned-limit'

export interface HostLimitsOptions {
  readonly store: Pick<Store, 'host' | 'rememberHost'>
  /** Most connections to one host; asked each time. */
  readonly most: () => number
  /** Called when a lane begins to wait for a slot. */
  readonly waits?: () => void
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
  readonly #lanes = new Set<Lane>()

  /** Is made inside the loop of the downloads. */
  constructor(options: HostLimitsOptions) {
    this.#options = options
  }

  /** The way of one download to its link; `close` it when the download runs no more. */
  lane(url: string): Lane {
    const lane = new Lane(this, new URL(url).host)
    this.#lanes.add(lane)
    return lane
  }

  /** The setting was changed: there may be more slots, or too few. */
  limitChanged(): void {
    this.serve()
  }

  /** A person wants to try this link now, whatever its host has said before. */
  forgive(url: string): void {
    const host = this.#hosts.get(new URL(url).host)
    if (host !== undefined) host.quiet = null
  }

  /** For lanes and slots alone, as all that follows. */
  get random(): () => number {
    return this.#options.random
  }

  waits(): void {
    this.#options.waits?.()
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

  /** Whether a lane may have one more slot at a host. */
  hasSlot(host: Host, lane: Lane): boolean {
    if (host.slots.size >= this.#most(host)) return false
    const own = lane.slotsAt(host)
    return this.#wishes(host).every((other) => other === lane || other.slotsAt(host) >= own)
  }

  /** Whether others have a better right to one of the slots that a lane has. */
  isAskedToYield(host: Host, lane: Lane): boolean {
    const own = lane.slotsAt(host)
    if (own < 2) return false
    if (this.#wishes(host).some((other) => other.slotsAt(host) + 1 < own)) return true
    if (!this.isOverfull(host)) return false
    return [...this.#lanes].every((other) => other.slotsAt(host) <= own)
  }

  /** Whether it has more slots than it may, as when the setting was changed. */
  isOverfull(host: Host): boolean {
    return host.slots.size > this.#most(host)
  }

  /** Gives free slots to those who wait, first come, first served. */
  serve(): void {
    for (const lane of this.#lanes) lane.serve()
  }

  closed(lane: Lane): void {
    this.#lanes.delete(lane)
    this.serve()
  }

  #most(host: Host): number {
    return Math.min(this.#options.most(), mostNow(host.learned, this.loop.clock.epochMs()))
  }

  #wishes(host: Host): Lane[] {
    return [...this.#lanes].filter((lane) => lane.wants(host, this.loop.now()))
  }

  #recall(name: string): LearnedLimit | null {
    try {
      const record = this.#options.store.host(name)
      return record && recalled(record)
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
      return null
    }
  }
}
