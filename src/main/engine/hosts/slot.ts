import type { DownloadError } from '../download-error'
import type { Host } from './host'
import type { HostLimits } from './host-limits'
import { type Lane, LONGEST_QUIET_MS } from './lane'
import { afterRefusal, afterSuccess } from './learned-limit'

/** The right to one connection. */
export class Slot {
  readonly hosts: Set<Host>
  isWorking = false
  readonly #limits: HostLimits
  readonly #lane: Lane

  /** Use `Lane`. */
  constructor(limits: HostLimits, lane: Lane, hosts: readonly Host[]) {
    this.#limits = limits
    this.#lane = lane
    this.hosts = new Set(hosts)
    for (const host of hosts) host.slots.add(this)
  }

  /** Where its connection goes: if not to the host of the link, it counts there as well. */
  answeredBy(url: string): void {
    const host = this.#limits.host(new URL(url).host)
    this.#lane.answeredBy(host)
    const [own] = this.hosts
    if (own === undefined) return
    for (const other of [...this.hosts]) if (other !== own && other !== host) this.#leave(other)
    this.hosts.add(host)
    host.slots.add(this)
  }

  /** Its connection brings bytes. */
  works(): void {
    this.isWorking = true
    const nowMs = this.#limits.loop.clock.epochMs()
    for (const host of this.hosts) {
      if (host.learned === null) continue
      this.#limits.remember(host, afterSuccess(host.learned, host.working, nowMs))
    }
  }

  /** Its connection was not opened: learns from the error how much the host takes. */
  refused(error: DownloadError): void {
    this.isWorking = false
    const { code, facts } = error
    const [own] = this.hosts
    const host = facts.host === undefined ? own : this.#limits.host(facts.host)
    if (host === undefined) return
    const { loop } = this.#limits
    const retryAfterMs = code === 'server-busy' ? (facts.retryAfterMs ?? 0) : 0
    if (this.#isForItsNumber(host, error)) {
      const nowMs = loop.clock.epochMs()
      this.#limits.remember(host, afterRefusal(host.learned, host.working, nowMs, retryAfterMs))
      // Long patience with one connection more says nothing of those that there are.
      if (retryAfterMs > LONGEST_QUIET_MS) return
    }
    const untilMs = loop.now() + retryAfterMs
    if (retryAfterMs > host.quietMs(loop.now())) host.quiet = { error, untilMs }
  }

  /** The connection is closed. May be called twice. */
  leave(): void {
    this.#lane.left(this)
    for (const host of [...this.hosts]) this.#leave(host)
    this.#limits.serve()
  }

  #leave(host: Host): void {
    this.hosts.delete(host)
    host.slots.delete(this)
  }

  /** Whether the host may have refused it since there are others. */
  #isForItsNumber(host: Host, { code, facts: { status } }: DownloadError): boolean {
    if (host.working === 0) return false
    if (code === 'connection-refused' || code === 'connection-lost') return true
    // Another link at the same host may well be forbidden by itself.
    if (status === 403) return this.#lane.worksAt(host)
    return status === 429 || status === 503
  }
}
