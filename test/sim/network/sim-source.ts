import { DownloadError } from '../../../src/main/engine/download-error'
import type { GetRequest, HttpResponse, HttpSource } from '../../../src/main/engine/ports/http'
import { redirectTarget, webUrl } from '../../../src/main/io/http/redirect'
import { responseFacts } from '../../../src/main/io/http/response-facts'
import type { Coroutine } from '../../../src/main/kernel'
import { fleeting } from '../../support/fleeting'
import type { Process } from '../world/process'
import { SimExchange } from './sim-exchange'
import type { SimNetwork } from './sim-network'

const MOST_REDIRECTS = 20

/** The simulated network as a process sees it; its connections end with it. */
export class SimSource implements HttpSource {
  readonly #network: SimNetwork
  readonly #process: Process

  constructor(network: SimNetwork, process: Process) {
    this.#network = network
    this.#process = process
    process.onDeath(() => network.drop(process))
  }

  *get(request: GetRequest): Coroutine<HttpResponse> {
    const redirectedFrom: string[] = []
    let url = webUrl(request.url)
    for (;;) {
      const exchange = new SimExchange(this.#network, this.#process, url, request)
      const { status: statusCode, headers } = yield* exchange.header()
      const target = redirectTarget({ statusCode, headers }, url)
      if (target === null) {
        return fleeting({
          ...responseFacts({ statusCode, headers }, url.href).facts,
          redirectedFrom,
          read: () => exchange.read(),
          close: () => exchange.close(),
        })
      }
      exchange.close()
      if (redirectedFrom.length === MOST_REDIRECTS) {
        throw new DownloadError('too-many-redirects', { host: url.host })
      }
      redirectedFrom.push(url.href)
      url = target
    }
  }
}
