import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { answerRequest, type Routes } from './answer-request'
import { RequestLog, type RequestViews } from './request-log'

export interface TestServer extends RequestViews {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string
  /** The host as error messages name it: `127.0.0.1:PORT`. */
  readonly host: string
  url(path: string): string
  /** Cuts all connections and stops listening. */
  close(): Promise<void>
}

export interface ServerOptions {
  /** Serve https with this key pair. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Listen on this port instead of a free one, for instance after `close`. */
  readonly port?: number
}

/**
 * Starts a server on 127.0.0.1 with one handler for all paths, or one per path (others get 404).
 */
export async function startServer(
  routes: Routes,
  { tls, port = 0 }: ServerOptions = {},
): Promise<TestServer> {
  const log = new RequestLog()
  const listener: RequestListener = (request, response) => {
    answerRequest(routes, log.open(request, response))
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `${tls ? 'https' : 'http'}://${host}`

  return {
    ...log.views(),
    origin,
    host,
    url: (path) => origin + path,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
