import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import { ForwardingAgent, TunnellingAgent } from './proxy/http-agents'
import { SocksHttpAgent, SocksHttpsAgent } from './proxy/socks-agents'
import { TappedHttpAgent, TappedHttpsAgent } from './tapped-agents'
import { trustedAuthorities } from './trusted-authorities'

/**
 * How long to try one address of a host before the next (RFC 8305 §5). Node then gives up the first
 * address, so that its default of 250 ms would be too short for a distant host.
 */
const ATTEMPT_TIMEOUT_MS = 1000
const DIRECT = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS }

interface Tls {
  readonly rejectUnauthorized: true
  readonly secureContext?: SecureContext
}

/** How long an idle connection is kept: few servers close theirs earlier. */
const KEPT_MS = 4_000

/** The highest possible number of simultaneous downloads. */
const MOST_KEPT = 64

const KEPT = { keepAlive: true, timeout: KEPT_MS, maxFreeSockets: MOST_KEPT }

/** A proxy, and a signal that aborts a pending connection to it. */
export interface Proxied {
  readonly proxy: URL
  readonly signal: AbortSignal
}

/**
 * Creates connections. After a complete response a connection waits briefly for the next request to
 * the same host, without keeping the process alive; through a proxy each request has its own
 * connection. Certificates are always verified.
 */
export class Agents {
  readonly #keptHttp = new TappedHttpAgent({ ...DIRECT, ...KEPT })
  readonly #freshHttp = new TappedHttpAgent(DIRECT)
  /** Shared because they cache TLS sessions. */
  #keptHttps: HttpsAgent | null = null
  #freshHttps: HttpsAgent | null = null
  #tls: Tls | null = null

  /**
   * The agent for a request of `url`; with `mayReuse` it may use an idle connection.
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

  /** Lazily: reading hundreds of certificates takes a tenth of a second. */
  #verified(): Tls {
    if (this.#tls === null) {
      const secureContext = trustedAuthorities(process.env)
      // Set here so that no environment variable can turn it off.
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
