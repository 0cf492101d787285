import { translateBodyError, translateHttpError } from '../../../src/main/io/http/translate-error'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import { Killed, type Process } from '../world/process'
import type { Head, SimResponse } from './sim-response'
import type { SimServers } from './sim-servers'

/** From the client to a server, and back. */
const LATENCY_MS = 5

/** One GET to a simulated server and its response, on its own connection. */
export class ServerExchange {
  readonly #servers: SimServers
  readonly #process: Process
  readonly #url: URL
  readonly #headers: Readonly<Record<string, string>>
  #response: SimResponse | null = null
  #missingBytes: number | null = null
  #isWhole = false
  #isClosed = false

  constructor(
    servers: SimServers,
    process: Process,
    url: URL,
    headers: Readonly<Record<string, string>>,
  ) {
    this.#servers = servers
    this.#process = process
    this.#url = url
    this.#headers = headers
  }

  /** Sends the request and waits for the head. Throws DownloadError; then nothing is left open. */
  *header(): Coroutine<Head> {
    this.#process.step()
    try {
      yield* sleep(LATENCY_MS)
      const server = this.#servers.at(this.#url.host)
      if (server === null) throw this.#failed(codeWithout(this.#url.hostname), translateHttpError)
      const response = server.receive(this.#url, this.#headers)
      this.#response = response
      const head = yield* this.#head(response)
      yield* sleep(LATENCY_MS)
      const length = head.headers['content-length']
      this.#missingBytes = length === undefined ? null : Number(length)
      return head
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** See `HttpResponse.read`. */
  *read(): Coroutine<readonly Uint8Array[] | null> {
    for (;;) {
      if (!this.#process.isAlive) throw new Killed()
      if (this.#isWhole) return null
      const response = this.#response
      if (response === null || this.#isClosed) throw this.#failed('ECONNRESET', translateBodyError)
      const chunks = this.#missingBytes === 0 ? null : response.take()
      if (chunks !== null) return this.#counted(chunks)
      if (this.#hasEnded(response)) return null
      yield* this.#wait(response, response.nextArrivalMs)
    }
  }

  /** Lets the connection go. May be called twice. */
  close(): void {
    this.#isClosed = true
    this.#response?.leave()
  }

  *#head(response: SimResponse): Coroutine<Head> {
    for (;;) {
      if (!this.#process.isAlive) throw new Killed()
      const head = response.head()
      if (head !== null) return head
      if (response.ending !== null) throw this.#failed('ECONNRESET', translateHttpError)
      yield* this.#wait(response, Number.POSITIVE_INFINITY)
    }
  }

  /** Drops the bytes that a server sends beyond its announced length. */
  #counted(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
    if (this.#missingBytes === null) return chunks
    const counted: Uint8Array[] = []
    for (const chunk of chunks) {
      const kept = chunk.subarray(0, this.#missingBytes)
      this.#missingBytes -= kept.byteLength
      if (kept.byteLength > 0) counted.push(kept)
    }
    return counted
  }

  /** Whether the body is whole; throws if the connection broke before that. */
  #hasEnded({ ending }: SimResponse): boolean {
    const isWhole = this.#missingBytes === null ? ending === 'whole' : this.#missingBytes === 0
    if (isWhole) {
      this.#isWhole = true
      this.close()
      return true
    }
    const isShort = ending === 'closed' && this.#missingBytes !== null
    if (isShort) throw this.#failed('ERR_HTTP_CONTENT_LENGTH_MISMATCH', translateBodyError)
    if (ending === 'closed' || ending === 'reset') {
      throw this.#failed('ECONNRESET', translateBodyError)
    }
    return false
  }

  /** Waits for news of the response, or until that time. */
  *#wait({ news }: SimResponse, untilMs: number): Coroutine<void> {
    const callOff =
      untilMs === Number.POSITIVE_INFINITY
        ? null
        : this.#servers.world.at(untilMs, () => news.set())
    news.clear()
    try {
      yield* news.wait()
    } finally {
      callOff?.()
    }
  }

  #failed(code: string, translate: typeof translateHttpError): Error {
    this.close()
    return translate(Object.assign(new Error(code), { code }), this.#url.href)
  }
}

/** The system error for a host without a server: refused, or an unknown name. */
function codeWithout(hostname: string): string {
  return /^[\d.]+$/u.test(hostname) || hostname.startsWith('server-') ? 'ECONNREFUSED' : 'ENOTFOUND'
}
