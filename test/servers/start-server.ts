import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type AskedRange, parseRange } from './parse-range'

/** What a request was and what became of its answer; kept up to date while it is answered. */
export interface RequestRecord {
  /** 0 for the first request to the server. */
  readonly order: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly range: AskedRange | null
  /** null until the head of the answer has been sent. */
  readonly status: number | null
  /** Bytes of the file handed to the socket; some may still be in the system's buffers. */
  bytesSent: number
  /** The answer was sent to its end, or its connection is gone. */
  readonly over: boolean
  /** The connection went away before the answer was whole. */
  readonly closedEarly: boolean
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly record: RequestRecord
  /** Aborts when the connection is gone or the answer complete. */
  readonly closed: AbortSignal
}

/** One behaviour of a server: answers a request, well or badly. */
export type Handler = (exchange: Exchange) => void | Promise<void>

export interface TestServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string
  /** The host as error messages name it: `127.0.0.1:PORT`. */
  readonly host: string
  url(path: string): string
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RequestRecord[]
  requestsOf(path: string): RequestRecord[]
  /** Bytes of the file sent on all its connections. */
  bytesSent(path: string): number
  /** The first request, past or to come, of which `predicate` holds now or at a later moment. */
  waitForRequest(predicate: (record: RequestRecord) => boolean): Promise<RequestRecord>
  /** Cuts all connections and stops listening. */
  close(): Promise<void>
}

export interface ServerOptions {
  /** Serve https with this key pair. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Listen here instead of on a free port, for instance to come back after `close`. */
  readonly port?: number
}

/**
 * Starts a server on 127.0.0.1 with one behaviour for all paths, or one a path (others get 404).
 */
export async function startServer(
  routes: Handler | Readonly<Record<string, Handler>>,
  { tls, port = 0 }: ServerOptions = {},
): Promise<TestServer> {
  const requests: RequestRecord[] = []
  const watchers = new Set<() => void>()
  const notify = (): void => {
    for (const look of [...watchers]) look()
  }

  const listener: RequestListener = (request, response) => {
    const exchange = openExchange(requests.length, request, response, notify)
    requests.push(exchange.record)
    notify()
    const handler = typeof routes === 'function' ? routes : routes[exchange.record.path]
    void Promise.resolve((handler ?? answerNotFound)(exchange)).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `${tls ? 'https' : 'http'}://${host}`
  const requestsOf = (path: string): RequestRecord[] => requests.filter((one) => one.path === path)

  return {
    origin,
    host,
    url: (path) => origin + path,
    requests,
    requestsOf,
    bytesSent: (path) => requestsOf(path).reduce((sum, one) => sum + one.bytesSent, 0),
    waitForRequest(predicate) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = requests.find(predicate)
          if (!found) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
      })
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function openExchange(
  order: number,
  request: IncomingMessage,
  response: ServerResponse,
  notify: () => void,
): Exchange {
  const closed = new AbortController()
  let bytesSent = 0
  let over = false
  response.once('close', () => {
    over = true
    closed.abort()
    notify()
  })
  response.on('error', () => response.destroy())
  const record: RequestRecord = {
    order,
    method: request.method ?? '',
    path: new URL(request.url ?? '/', 'http://localhost').pathname,
    headers: request.headers,
    range: parseRange(request.headers.range),
    get status() {
      return response.headersSent ? response.statusCode : null
    },
    get bytesSent() {
      return bytesSent
    },
    set bytesSent(value) {
      bytesSent = value
      notify()
    },
    get over() {
      return over
    },
    get closedEarly() {
      return over && !response.writableFinished
    },
  }
  return { request, response, record, closed: closed.signal }
}

const answerNotFound: Handler = ({ response }) => {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\n')
}
