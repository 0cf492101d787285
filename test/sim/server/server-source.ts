// Loaded in advance: `Cookies` imports it at the first cookie, while virtual time would pass.
import 'tough-cookie'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { GetRequest, HttpResponse, HttpSource } from '../../../src/main/engine/ports/http'
import { isOwnHost, redirectTarget, webUrl } from '../../../src/main/io/http/redirect'
import { requestHeaders } from '../../../src/main/io/http/request-headers'
import { responseFacts } from '../../../src/main/io/http/response-facts'
import { type Session, Sessions } from '../../../src/main/io/http/session'
import type { Coroutine } from '../../../src/main/kernel'
import { fleeting } from '../../support/fleeting'
import type { Process } from '../world/process'
import { ServerExchange } from './server-exchange'
import type { SimServers } from './sim-servers'

const MOST_REDIRECTS = 20

/** A request on the way from the link to the file. */
interface Hop {
  readonly url: URL
  readonly redirectedFrom: readonly string[]
  readonly answeredRefusals: number
}

/**
 * Requests of a process to simulated servers, with the headers, logins and redirects of `GotSource`.
 * Bodies are not decoded. Its connections end with the process.
 */
export class ServerSource implements HttpSource {
  readonly #servers: SimServers
  readonly #process: Process
  readonly #sessions = new Sessions()
  readonly #open = new Set<ServerExchange>()

  constructor(servers: SimServers, process: Process) {
    this.#servers = servers
    this.#process = process
    process.onDeath(() => {
      for (const exchange of [...this.#open]) exchange.close()
    })
  }

  /** Connections that nobody has closed. */
  get openConnections(): number {
    return this.#open.size
  }

  *get(request: GetRequest): Coroutine<HttpResponse> {
    const link = webUrl(request.url)
    const session = this.#sessions.of(request, link)
    let hop: Hop = { url: link, redirectedFrom: [], answeredRefusals: 0 }
    for (;;) {
      const headers = yield* this.#headers(request, session, hop)
      const exchange = new ServerExchange(this.#servers, this.#process, hop.url, headers)
      const close = this.#opened(exchange)
      try {
        const head = yield* exchange.header()
        yield* session.learn(head.headers, hop.url)
        const next = nextHop(hop, head, session, headers.authorization ?? null)
        if (next === null) {
          return fleeting({
            ...responseFacts(head, hop.url.href).facts,
            redirectedFrom: hop.redirectedFrom,
            read: () => exchange.read(),
            close,
          })
        }
        close()
        hop = next
      } catch (error) {
        close()
        throw error
      }
    }
  }

  #opened(exchange: ServerExchange): () => void {
    this.#open.add(exchange)
    return () => {
      this.#open.delete(exchange)
      exchange.close()
    }
  }

  *#headers(request: GetRequest, session: Session, hop: Hop): Coroutine<Record<string, string>> {
    return requestHeaders(request, {
      userAgent: 'Rill/test',
      isOwn: isOwnHost(session.link, hop.url),
      isDowngraded: false,
      cookie: yield* session.cookie(hop.url),
      authorization: session.authorization(hop.url),
    })
  }
}

/** The next request after a redirect or a login challenge; null if the response is final. */
function nextHop(
  hop: Hop,
  head: Parameters<typeof redirectTarget>[0],
  session: Session,
  sent: string | null,
): Hop | null {
  const { url, redirectedFrom, answeredRefusals } = hop
  const target = redirectTarget(head, url)
  if (target !== null) {
    if (redirectedFrom.length === MOST_REDIRECTS) {
      throw new DownloadError('too-many-redirects', { host: session.link.host })
    }
    return { url: target, redirectedFrom: [...redirectedFrom, url.href], answeredRefusals }
  }
  if (head.statusCode !== 401) return null
  const isChallenged = session.isChallenged(head.headers, url, sent, answeredRefusals)
  return isChallenged ? { ...hop, answeredRefusals: answeredRefusals + 1 } : null
}
