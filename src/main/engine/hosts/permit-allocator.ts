import { runningLoop } from '../../kernel'
import type { Host } from './host'
import { currentLimit } from './learned-limit'

/** A download that competes for permits. */
export interface Claimant {
  /** How many permits it holds at a host. */
  permitsAt(host: Host): number
  /** Whether it would take one more permit at a host now. */
  hasDemandAt(host: Host): boolean
  /** Takes the permits it is waiting for, as far as there are any. */
  takeWaiting(): void
}

/**
 * Decides which download gets a permit at a host. A host has as many permits as a person allows and
 * as it was found to take; the download with the fewest permits comes first.
 */
export class PermitAllocator {
  readonly #most: () => number
  readonly #loop = runningLoop()
  readonly #claimants = new Set<Claimant>()

  /** `most` is the setting for connections per host, read for each decision. */
  constructor(most: () => number) {
    this.#most = most
  }

  add(claimant: Claimant): void {
    this.#claimants.add(claimant)
  }

  remove(claimant: Claimant): void {
    this.#claimants.delete(claimant)
    this.grantWaiting()
  }

  /** Whether a download may have one more permit at a host. */
  mayGrant(host: Host, claimant: Claimant): boolean {
    if (host.permits.size >= this.#limitOf(host)) return false
    const own = claimant.permitsAt(host)
    return this.#demanding(host).every(
      (other) => other === claimant || other.permitsAt(host) >= own,
    )
  }

  /** Whether a download should release one of its permits at a host in favor of others. */
  shouldYield(host: Host, claimant: Claimant): boolean {
    const own = claimant.permitsAt(host)
    if (own < 2) return false
    if (this.#demanding(host).some((other) => other.permitsAt(host) + 1 < own)) return true
    if (!this.isOverLimit(host)) return false
    return [...this.#claimants].every((other) => other.permitsAt(host) <= own)
  }

  /** Whether more permits are in use than the host has, for instance after a setting changed. */
  isOverLimit(host: Host): boolean {
    return host.permits.size > this.#limitOf(host)
  }

  /** Hands free permits to waiting downloads, first come, first served. */
  grantWaiting(): void {
    for (const claimant of this.#claimants) claimant.takeWaiting()
  }

  #limitOf(host: Host): number {
    return Math.min(this.#most(), currentLimit(host.learned, this.#loop.clock.epochMs()))
  }

  #demanding(host: Host): Claimant[] {
    return [...this.#claimants].filter((claimant) => claimant.hasDemandAt(host))
  }
}
