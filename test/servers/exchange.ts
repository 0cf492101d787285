import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { type AskedRange, parseRange } from './parse-range'

/** A request and the progress of its response; kept up to date. */
export interface RequestRecord {
  /** 0 for the first request to the server. */
  readonly order: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly range: AskedRange | null
  /** null until the head of the response has been sent. */
  readonly status: number | null
  /** Bytes of the file handed to the socket; some may still be in the system's buffers. */
  bytesSent: number
  /** The response was sent completely, or its connection is gone. */
  readonly over: boolean
  /** The connection closed before the response was complete. */
  readonly closedEarly: boolean
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly record: RequestRecord
  /** Aborts when the connection closes or the response is complete. */
  readonly closed: AbortSignal
  /** Waits in the server's time, which is virtual for a simulated server. */
  readonly sleep: (ms: number) => Promise<void>
}

/** One behaviour of a server: responds to a request, well or badly. */
export type Handler = (exchange: Exchange) => void | Promise<void>

/** Begins the record of a request; `notify` is called whenever that changes. */
export function openExchange(
  order: number,
  request: IncomingMessage,
  response: ServerResponse,
  sleep: Exchange['sleep'],
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
  return { request, response, record, closed: closed.signal, sleep }
}
