import type { HostStore } from '../ports/store'
import { HostAccess } from './host-access'
import { HostRegistry } from './host-registry'
import { HostShare } from './host-share'
import { PermitAllocator } from './permit-allocator'

export interface HostLimitsOptions {
  readonly store: HostStore
  /** Most connections per host, read for each decision. */
  readonly most: () => number
  /** Called when a download begins to wait for a permit. */
  readonly waiting?: () => void
  /** A number in `[0, 1)`. */
  readonly random: () => number
}

/**
 * How many connections each host gets, over all downloads: at most as many as a person allows and
 * as the host was found to take, and none while the host asks for time (RFC 9110 §10.2.3).
 */
export class HostLimits {
  readonly #options: HostLimitsOptions
  readonly #registry: HostRegistry
  readonly #allocator: PermitAllocator

  /** Must be created inside the loop that runs the downloads. */
  constructor(options: HostLimitsOptions) {
    this.#options = options
    this.#registry = new HostRegistry(options.store)
    this.#allocator = new PermitAllocator(options.most)
  }

  /** One download's access to the host of its link; `close` it when the download ends. */
  accessTo(url: string): HostAccess {
    const { waiting = () => undefined, random } = this.#options
    const allocator = this.#allocator
    const share = new HostShare(this.#registry, allocator, this.#registry.hostOf(url))
    allocator.add(share)
    return new HostAccess({ share, allocator, waiting, random })
  }

  /** The setting changed: there may be more permits, or too few. */
  limitChanged(): void {
    this.#allocator.grantWaiting()
  }

  /** A person wants to try this link now, whatever its host has asked for. */
  clearBackoff(url: string): void {
    this.#registry.hostOf(url).backoff = null
  }

  /** How many connections to a host there are. */
  permitsInUse(host: string): number {
    return this.#registry.host(host).permits.size
  }
}
