import { once } from 'node:events'
import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { proxyError, proxyRefusal } from './proxy-error'

/** How to connect: to the proxy, and through it. */
export interface ProxyConnectOptions {
  readonly signal: AbortSignal
  readonly secureContext?: SecureContext
  readonly autoSelectFamilyAttemptTimeout: number
}

/** Hands `http:` requests to an HTTP proxy; the signal ends what it has connected. */
export class ForwardingAgent extends HttpProxyAgent<string> {
  readonly #signal: AbortSignal

  constructor(proxy: URL, options: ProxyConnectOptions) {
    super(proxy, options)
    this.#signal = options.signal
  }

  override async connect(
    ...[request, target]: Parameters<HttpProxyAgent<string>['connect']>
  ): Promise<Socket> {
    try {
      const socket = await super.connect(request, target)
      // The library waits for TCP alone; who the proxy is has to be clear before it hears anything.
      if (socket instanceof TLSSocket) {
        await once(socket, 'secureConnect', { signal: this.#signal })
      }
      return socket
    } catch (error) {
      throw proxyError(error, target.host ?? '')
    }
  }
}

/** Tunnels `https:` requests through an HTTP proxy; the signal ends what it has connected. */
export class TunnellingAgent extends HttpsProxyAgent<string> {
  readonly #options: ProxyConnectOptions

  constructor(proxy: URL, options: ProxyConnectOptions) {
    super(proxy, options)
    this.#options = options
  }

  override async connect(
    request: ClientRequest,
    target: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    const host = target.host ?? ''
    let status = 0
    request.once('proxyConnect', (answer: { statusCode: number }) => {
      status = answer.statusCode
    })
    const { secureContext } = this.#options
    try {
      if (secureContext !== undefined) Object.assign(target, { secureContext })
      const socket = await super.connect(request, target)
      if (status === 200) return socket
      // The library would pass the proxy's page off as the server's answer.
      socket.destroy()
    } catch (error) {
      throw proxyError(error, host)
    }
    throw proxyRefusal(status, host)
  }
}
