import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import { ForwardingAgent, TunnellingAgent } from './proxy/http-agents'
import { SocksHttpAgent, SocksHttpsAgent } from './proxy/socks-agents'
import { TappedHttpAgent, TappedHttpsAgent } from './tapped-agents'
import { trustedAuthorities } from './trusted-authorities'

/** The agent for one protocol. */
export type OneAgent = { readonly http: HttpAgent } | { readonly https: HttpsAgent }

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

/**
 * Makes connections, one for each request: none is kept for a next one, so that none outlives the
 * Task that asked for it. Certificates are always verified.
 */
export class Agents {
  readonly #directHttp = new TappedHttpAgent(DIRECT)
  /** Shared, since it remembers TLS sessions. */
  #directHttps: HttpsAgent | null = null
  #tls: Tls | null = null

  /** The agent for a request of `url`; `signal` ends a connection to a proxy that is being made. */
  of(url: URL, proxy: URL | null, signal: AbortSignal): OneAgent {
    return url.protocol === 'https:'
      ? { https: this.#https(proxy, signal) }
      : { http: this.#http(proxy, signal) }
  }

  #http(proxy: URL | null, signal: AbortSignal): HttpAgent {
    if (proxy === null) return this.#directHttp
    if (isSocks(proxy)) return new SocksHttpAgent(proxy, signal)
    const tls = proxy.protocol === 'https:' ? this.#verified() : {}
    return new ForwardingAgent(proxy, { ...tls, ...proxyOptions(signal) })
  }

  #https(proxy: URL | null, signal: AbortSignal): HttpsAgent {
    const tls = this.#verified()
    if (proxy === null) {
      this.#directHttps ??= new TappedHttpsAgent({ ...DIRECT, ...tls })
      return this.#directHttps
    }
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
