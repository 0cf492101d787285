import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerRequest, type Routes } from '../../servers/answer-request'
import { RequestLog } from '../../servers/request-log'
import type { TestServer } from '../../servers/start-server'
import type { World } from '../world/world'
import { SimResponse } from './sim-response'

/** The servers of a world, by host. They use the handlers of the real test servers. */
export class SimServers {
  readonly world: World
  readonly #running = new Map<string, SimServer>()
  #started = 0

  constructor(world: World) {
    this.world = world
  }

  /** Starts a server on a host of its own. */
  start(routes: Routes): TestServer {
    this.#started += 1
    const host = `server-${this.#started}.example`
    const origin = `http://${host}`
    const server = new SimServer(this.world, routes)
    this.#running.set(host, server)
    return {
      ...server.log.views(),
      origin,
      host,
      url: (path) => origin + path,
      close: async () => {
        this.#running.delete(host)
        server.closeConnections()
      },
    }
  }

  /** The server that listens on this host; null if none does. */
  at(host: string): SimServer | null {
    return this.#running.get(host) ?? null
  }
}

/** A server with its routes and its requests so far. */
export class SimServer {
  readonly log = new RequestLog()
  readonly #world: World
  readonly #routes: Routes
  readonly #open = new Set<SimResponse>()

  constructor(world: World, routes: Routes) {
    this.#world = world
    this.#routes = routes
  }

  /** Lets the handler respond to a request. */
  receive(url: URL, headers: Readonly<Record<string, string>>): SimResponse {
    const response = new SimResponse(this.#world)
    this.#open.add(response)
    response.once('close', () => this.#open.delete(response))
    const request = { method: 'GET', url: url.pathname + url.search, headers: { ...headers } }
    const exchange = this.log.open(
      // A handler that needs more members, such as for raw bytes, needs a real server.
      request as unknown as IncomingMessage,
      response as unknown as ServerResponse,
      (ms) => new Promise((resolve) => this.#world.after(ms, resolve)),
    )
    answerRequest(this.#routes, exchange)
    return response
  }

  closeConnections(): void {
    for (const response of [...this.#open]) response.breakOff('reset')
  }
}
