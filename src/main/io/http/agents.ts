import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import { ForwardingAgent, TunnellingAgent } from './proxy/http-agents'
import { SocksHttpAgent, SocksHttpsAgent } from './proxy/socks-agents'
import { TappedHttpAgent, TappedHttpsAgent } from './tapped-agents'
import { trustedAuthorities } from './trusted-authorities'

/**
 * How long one address of a host may take before the next is tried (RFC 8305 §5). Node gives up the
 * one before, so that its own 250 ms would be too short for a far host.
 */
const ATTEMPT_TIMEOUT_MS = 1000
const DIRECT = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS }

interface Tls {
  readonly rejectUnauthorized: true
  readonly secureContext?: SecureContext
}

/** A connection that waits for a next request is kept for so long: few servers do for less. */
const KEPT_MS = 4_000

/** As many as downloads that may run at a time. */
const MOST_KEPT = 64

const KEPT = { keepAlive: true, timeout: KEPT_MS, maxFreeSockets: MOST_KEPT }

/** The way through a proxy; the signal ends a connection to it that is being made. */
export interface Proxied {
  readonly proxy: URL
  readonly signal: AbortSignal
}

/**
 * Makes connections. One whose answer was read to its end waits a little for a next request to the
 * same host, and holds no process up; through a proxy each request has its own. Certificates are
 * always verified.
 */
export class Agents {
  readonly #keptHttp = new TappedHttpAgent({ ...DIRECT, ...KEPT })
  readonly #freshHttp = new TappedHttpAgent(DIRECT)
  /** Shared, since they remember TLS sessions. */
  #keptHttps: HttpsAgent | null = null
  #freshHttps: HttpsAgent | null = null
  #tls: Tls | null = null

  /**
   * The agent for a request of `url`, which may get a connection that has waited for it only if it
   * `mayReuse` one.
   */
  of(url: URL, proxied: Proxied | null, mayReuse: boolean): HttpAgent {
    const isHttps = url.protocol === 'https:'
    if (proxied === null) return isHttps ? this.#https(mayReuse) : this.#http(mayReuse)
    return isHttps ? this.#httpsThrough(proxied) : this.#httpThrough(proxied)
  }

  #http(mayReuse: boolean): HttpAgent {
    return mayReuse ? this.#keptHttp : this.#freshHttp
  }

  #https(mayReuse: boolean): HttpsAgent {
    if (mayReuse) {
      this.#keptHttps ??= new TappedHttpsAgent({ ...DIRECT, ...this.#verified(), ...KEPT })
      return this.#keptHttps
    }
    this.#freshHttps ??= new TappedHttpsAgent({ ...DIRECT, ...this.#verified() })
    return this.#freshHttps
  }

  #httpThrough({ proxy, signal }: Proxied): HttpAgent {
    if (isSocks(proxy)) return new SocksHttpAgent(proxy, signal)
    const tls = proxy.protocol === 'https:' ? this.#verified() : {}
    return new ForwardingAgent(proxy, { ...tls, ...proxyOptions(signal) })
  }

  #httpsThrough({ proxy, signal }: Proxied): HttpsAgent {
    const tls = this.#verified()
    if (isSocks(proxy)) return new SocksHttpsAgent(proxy, signal, tls)
    return new TunnellingAgent(proxy, { ...tls, ...proxyOptions(signal) })
  }

  /** Only once there is TLS: to read hundreds of certificates takes a tenth of a second. */
  #verified(): Tls {
    if (this.#tls === null) {
      const secureContext = trustedAuthorities(process.env)
      // Said here, no variable of the environment says otherwise.
      this.#tls = { rejectUnauthorized: true, ...(secureContext !== null && { secureContext }) }
    }
    return this.#tls
  }
}

function isSocks({ protocol }: URL): boolean {
  return protocol.startsWith('socks')
}

function proxyOptions(signal: AbortSignal) {
  return { signal, autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS }
}
