import type { DownloadError } from '../download-error'
import type { Host } from './host'
import { type HostAccess, LONGEST_RETRY_AFTER_MS } from './host-access'
import type { HostLimits } from './host-limits'
import { afterRefusal, afterSuccess } from './learned-limit'

/** The right to one connection. */
export class ConnectionPermit {
  readonly hosts: Set<Host>
  isReceiving = false
  readonly #limits: HostLimits
  readonly #access: HostAccess

  /** Use `Lane`. */
  constructor(limits: HostLimits, access: HostAccess, hosts: readonly Host[]) {
    this.#limits = limits
    this.#access = access
    this.hosts = new Set(hosts)
    for (const host of hosts) host.permits.add(this)
  }

  /** Where its connection goes: if not to the host of the link, it counts there as well. */
  answeredBy(url: string): void {
    const host = this.#limits.host(new URL(url).host)
    this.#access.answeredBy(host)
    const [own] = this.hosts
    if (own === undefined) return
    for (const other of [...this.hosts]) if (other !== own && other !== host) this.#leave(other)
    this.hosts.add(host)
    host.permits.add(this)
  }

  /** Its connection brings bytes. */
  received(): void {
    this.isReceiving = true
    const nowMs = this.#limits.loop.clock.epochMs()
    for (const host of this.hosts) {
      if (host.learned === null) continue
      this.#limits.remember(host, afterSuccess(host.learned, host.receiving, nowMs))
    }
  }

  /** Its connection was not opened: learns from the error how much the host takes. */
  refused(error: DownloadError): void {
    this.isReceiving = false
    const { code, facts } = error
    const [own] = this.hosts
    const host = facts.host === undefined ? own : this.#limits.host(facts.host)
    if (host === undefined) return
    const { loop } = this.#limits
    const retryAfterMs = code === 'server-busy' ? (facts.retryAfterMs ?? 0) : 0
    if (this.#isForItsNumber(host, error)) {
      const nowMs = loop.clock.epochMs()
      this.#limits.remember(host, afterRefusal(host.learned, host.receiving, nowMs, retryAfterMs))
      // Long patience with one connection more says nothing of those that there are.
      if (retryAfterMs > LONGEST_RETRY_AFTER_MS) return
    }
    const untilMs = loop.now() + retryAfterMs
    if (retryAfterMs > host.backoffMs(loop.now())) host.backoff = { error, untilMs }
  }

  /** The connection is closed. May be called twice. */
  release(): void {
    this.#access.released(this)
    for (const host of [...this.hosts]) this.#leave(host)
    this.#limits.serve()
  }

  #leave(host: Host): void {
    this.hosts.delete(host)
    host.permits.delete(this)
  }

  /** Whether the host may have refused it since there are others. */
  #isForItsNumber(host: Host, { code, facts: { status } }: DownloadError): boolean {
    if (host.receiving === 0) return false
    if (code === 'connection-refused' || code === 'connection-lost') return true
    // Another link at the same host may well be forbidden by itself.
    if (status === 403) return this.#access.receivesFrom(host)
    return status === 429 || status === 503
  }
}
