import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that tells when it was first asked. */
export class FirstRequest {
  readonly #server = createServer()
  /** Milliseconds since the epoch. */
  readonly askedAtMs: Promise<number>
  #port = 0

  static async start(): Promise<FirstRequest> {
    const started = new FirstRequest()
    started.#server.listen(0, '127.0.0.1')
    await once(started.#server, 'listening')
    started.#port = (started.#server.address() as AddressInfo).port
    return started
  }

  private constructor() {
    this.askedAtMs = new Promise((resolve) => {
      this.#server.on('request', (_request, response) => {
        resolve(performance.timeOrigin + performance.now())
        response.end('Rill measures.')
      })
    })
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/first.bin`
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}
