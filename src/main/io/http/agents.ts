import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import { ForwardingAgent, TunnellingAgent } from './proxy/http-agents'
import { SocksHttpAgent, SocksHttpsAgent } from './proxy/socks-agents'
import { trustedAuthorities } from './trusted-authorities'

export interface AgentPair {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/**
 * How long one address of a host may take before the next is tried (RFC 8305 §5). Node gives up the
 * one before, so that its own 250 ms would be too short for a far host.
 */
const ATTEMPT_TIMEOUT_MS = 1000

/**
 * Makes connections, one for each request: none is kept for a next one, so that none outlives the
 * Task that asked for it. Certificates are always verified.
 */
export class Agents {
  #direct: AgentPair | null = null
  #secureContext: SecureContext | null | undefined

  /** Agents for one request; `signal` ends a connection to a proxy that is still being made. */
  of(proxy: URL | null, signal: AbortSignal): AgentPair {
    if (proxy === null) {
      this.#direct ??= this.#makeDirect()
      return this.#direct
    }
    const options = { ...this.#tls(), signal, autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS }
    if (proxy.protocol.startsWith('socks')) {
      return {
        http: new SocksHttpAgent(proxy, signal),
        https: new SocksHttpsAgent(proxy, signal, this.#tls()),
      }
    }
    return {
      http: new ForwardingAgent(proxy, options),
      https: new TunnellingAgent(proxy, options),
    }
  }

  #makeDirect(): AgentPair {
    const options = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS }
    return {
      http: new HttpAgent(options),
      // Shared, since it remembers TLS sessions.
      https: new HttpsAgent({ ...options, ...this.#tls() }),
    }
  }

  #tls(): { readonly rejectUnauthorized: true; readonly secureContext?: SecureContext } {
    if (this.#secureContext === undefined) {
      this.#secureContext = trustedAuthorities(process.env)
    }
    const secureContext = this.#secureContext
    // Said here, no variable of the environment says otherwise.
    return { rejectUnauthorized: true, ...(secureContext === null ? {} : { secureContext }) }
  }
}
