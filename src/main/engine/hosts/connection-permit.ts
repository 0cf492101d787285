import type { DownloadError } from '../download-error'
import type { Host } from './host'
import type { HostRegistry } from './host-registry'
import { afterRefusal, afterSuccess } from './learned-limit'
import { LONGEST_RETRY_AFTER_MS } from './retry-after'

/** The download that holds a permit. */
export interface PermitHolder {
  /** A connection was answered by this host, directly or after redirects. */
  answeredBy(host: Host): void
  /** Whether one of its connections is receiving bytes from a host. */
  receivesFrom(host: Host): boolean
  released(permit: ConnectionPermit): void
}

/** The right to one connection. */
export class ConnectionPermit {
  /** Where the connection counts: the link's host, and the host that answered. */
  readonly hosts: Set<Host>
  readonly #registry: HostRegistry
  readonly #holder: PermitHolder
  #isReceiving = false

  /** Use `HostAccess`. */
  constructor(registry: HostRegistry, holder: PermitHolder, hosts: readonly Host[]) {
    this.#registry = registry
    this.#holder = holder
    this.hosts = new Set(hosts)
    for (const host of hosts) host.permits.add(this)
  }

  get isReceiving(): boolean {
    return this.#isReceiving
  }

  /** Counts the connection at the host that answered, in addition to the link's host. */
  answeredBy(url: string): void {
    const host = this.#registry.hostOf(url)
    this.#holder.answeredBy(host)
    const [own] = this.hosts
    if (own === undefined) return
    for (const other of [...this.hosts]) if (other !== own && other !== host) this.#leave(other)
    this.hosts.add(host)
    host.permits.add(this)
  }

  /** The connection has received bytes. */
  received(): void {
    this.#isReceiving = true
    const nowMs = this.#registry.loop.clock.epochMs()
    for (const host of this.hosts) {
      if (host.learned === null) continue
      this.#registry.remember(host, afterSuccess(host.learned, host.receiving, nowMs))
    }
  }

  /** The connection could not be opened: learns from the error how many the host takes. */
  refused(error: DownloadError): void {
    this.#isReceiving = false
    const { code, facts } = error
    const [own] = this.hosts
    const host = facts.host === undefined ? own : this.#registry.host(facts.host)
    if (host === undefined) return
    const retryAfterMs = code === 'server-busy' ? (facts.retryAfterMs ?? 0) : 0
    if (this.#isForTheirNumber(host, error)) {
      const nowMs = this.#registry.loop.clock.epochMs()
      this.#registry.remember(host, afterRefusal(host.learned, host.receiving, nowMs, retryAfterMs))
      // A long Retry-After for one connection more says nothing about the connections that work.
      if (retryAfterMs > LONGEST_RETRY_AFTER_MS) return
    }
    const nowMs = this.#registry.loop.now()
    if (retryAfterMs > host.backoffMs(nowMs)) {
      host.backoff = { error, untilMs: nowMs + retryAfterMs }
    }
  }

  /** The connection is closed. May be called twice. */
  release(): void {
    for (const host of [...this.hosts]) this.#leave(host)
    this.#holder.released(this)
  }

  #leave(host: Host): void {
    this.hosts.delete(host)
    host.permits.delete(this)
  }

  /** Whether the host may have refused the connection because there are others. */
  #isForTheirNumber(host: Host, { code, facts: { status } }: DownloadError): boolean {
    if (host.receiving === 0) return false
    if (code === 'connection-refused' || code === 'connection-lost') return true
    // A 403 may be about the link: only connections with the same link show that it is not.
    if (status === 403) return this.#holder.receivesFrom(host)
    return status === 429 || status === 503
  }
}
