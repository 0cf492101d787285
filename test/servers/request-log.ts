import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Exchange, openExchange, type RequestRecord } from './exchange'

/** The requests to a server, as tests see them. */
export interface RequestViews {
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RequestRecord[]
  requestsOf(path: string): RequestRecord[]
  /** Bytes of the file sent on all its connections. */
  bytesSent(path: string): number
  /** The first request that meets `predicate`, now or later. */
  waitForRequest(predicate: (record: RequestRecord) => boolean): Promise<RequestRecord>
}

/** Keeps the requests to one server, and resolves the waits for them. */
export class RequestLog {
  readonly #requests: RequestRecord[] = []
  readonly #watchers = new Set<() => void>()

  /** Records a request; returns the exchange for its handler. */
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
