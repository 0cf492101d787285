import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Exchange, openExchange, type RequestRecord } from './exchange'

/** What a test may know of the requests to a server. */
export interface RequestViews {
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RequestRecord[]
  requestsOf(path: string): RequestRecord[]
  /** Bytes of the file sent on all its connections. */
  bytesSent(path: string): number
  /** The first request, past or to come, of which `predicate` holds now or at a later moment. */
  waitForRequest(predicate: (record: RequestRecord) => boolean): Promise<RequestRecord>
}

/** Keeps the requests to one server, and tells those who wait for one. */
export class RequestLog {
  readonly #requests: RequestRecord[] = []
  readonly #watchers = new Set<() => void>()

  /** Notes a request; the returned exchange is for its handler. */
  open(request: IncomingMessage, response: ServerResponse, sleep = sleepForReal): Exchange {
    const exchange = openExchange(this.#requests.length, request, response, sleep, () =>
      this.#notify(),
    )
    this.#requests.push(exchange.record)
    this.#notify()
    return exchange
  }

  views(): RequestViews {
    const requests = this.#requests
    const requestsOf = (path: string): RequestRecord[] =>
      requests.filter((one) => one.path === path)
    return {
      requests,
      requestsOf,
      bytesSent: (path) => requestsOf(path).reduce((sum, one) => sum + one.bytesSent, 0),
      waitForRequest: (predicate) =>
        new Promise((resolve) => {
          const look = (): void => {
            const found = requests.find(predicate)
            if (!found) return
            this.#watchers.delete(look)
            resolve(found)
          }
          this.#watchers.add(look)
          look()
        }),
    }
  }

  #notify(): void {
    for (const look of [...this.#watchers]) look()
  }
}

const sleepForReal = (ms: number): Promise<void> => setTimeout(ms)
