import type { IncomingMessage } from 'node:http'
import { DownloadError } from '../../engine/download-error'
import type { GetRequest, HttpResponse, HttpSource } from '../../engine/ports/http'
import type { Coroutine } from '../../kernel'
import { Agents } from './agents'
import { Body } from './body'
import { BufferPool } from './buffer-pool'
import { decoders } from './encodings'
import { Exchange, type ExchangeResources } from './exchange'
import { proxyFor } from './proxy/proxy-for'
import { isOwnHost, redirectTarget, webUrl } from './redirect'
import { requestHeaders } from './request-headers'
import { responseFacts } from './response-facts'
import { type Session, Sessions } from './session'

const MOST_REDIRECTS = 20

/** A body through the parser leaves a reusable connection, which is worth more than a saved copy. */
const LEAST_DIVERTED_BYTES = 128 * 1024

/**
 * Speaks HTTP/1.1 through got, with one request at a time per connection. Follows redirects, logs in,
 * and keeps the cookies and logins of a link for its next request, on every host of its redirects.
 */
export class GotSource implements HttpSource {
  readonly #userAgent: string
  readonly #sessions = new Sessions()
  readonly #resources: ExchangeResources

  /** The last `leastDivertedBytes` of a body, or a shorter body, go through Node's parser. */
  constructor(userAgent: string, { leastDivertedBytes = LEAST_DIVERTED_BYTES } = {}) {
    this.#userAgent = userAgent
    this.#resources = { agents: new Agents(), buffers: new BufferPool(), leastDivertedBytes }
  }

  *get(request: GetRequest): Coroutine<HttpResponse> {
    const link = webUrl(request.url)
    const session = this.#sessions.of(request, link)
    let hop: Hop = { url: link, redirectedFrom: [], isDowngraded: false, answeredRefusals: 0 }
    for (;;) {
      const headers = yield* this.#headers(request, session, hop)
      const proxy = proxyFor(hop.url, request.options.proxy)
      const exchange = new Exchange({ url: hop.url, headers, proxy }, this.#resources)
      const response = yield* exchange.header()
      try {
        yield* session.learn(response.headers, hop.url)
        const next = nextHop(hop, response, session, headers.authorization ?? null)
        if (next === null) return answer(exchange, response, hop)
        exchange.close()
        hop = next
      } catch (error) {
        exchange.close()
        throw error
      }
    }
  }

  *#headers(request: GetRequest, session: Session, hop: Hop): Coroutine<Record<string, string>> {
    return requestHeaders(request, {
      userAgent: this.#userAgent,
      isOwn: isOwnHost(session.link, hop.url),
      isDowngraded: hop.isDowngraded,
      cookie: yield* session.cookie(hop.url),
      authorization: session.authorization(hop.url),
    })
  }
}

/** One request between the link and the file. */
interface Hop {
  readonly url: URL
  readonly redirectedFrom: readonly string[]
  /** Whether a redirect led from https to http. */
  readonly isDowngraded: boolean
  readonly answeredRefusals: number
}

/**
 * The next request after a redirect or a demand for a login, where `sent` is the refused login. null
 * if the response is final. Throws DownloadError.
 */
function nextHop(
  hop: Hop,
  response: IncomingMessage,
  session: Session,
  sent: string | null,
): Hop | null {
  const { url, redirectedFrom, answeredRefusals } = hop
  const target = redirectTarget(response, url)
  if (target !== null) {
    if (redirectedFrom.length === MOST_REDIRECTS) {
      throw new DownloadError('too-many-redirects', { host: session.link.host })
    }
    return {
      url: target,
      redirectedFrom: [...redirectedFrom, url.href],
      isDowngraded: hop.isDowngraded || (url.protocol === 'https:' && target.protocol === 'http:'),
      answeredRefusals,
    }
  }
  if (response.statusCode !== 401) return null
  const isChallenged = session.isChallenged(response.headers, url, sent, answeredRefusals)
  return isChallenged ? { ...hop, answeredRefusals: answeredRefusals + 1 } : null
}

function answer(exchange: Exchange, response: IncomingMessage, hop: Hop): HttpResponse {
  const { diverted } = exchange
  const { facts, decode } = responseFacts(response, hop.url.href)
  const body = diverted ?? new Body(exchange, hop.url.href, decoders(decode))
  return {
    ...facts,
    redirectedFrom: hop.redirectedFrom,
    read: () => body.read(),
    close: () => {
      diverted?.close()
      exchange.close()
    },
  }
}
