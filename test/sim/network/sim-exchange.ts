import type { GetRequest } from '../../../src/main/engine/ports/http'
import { translateBodyError, translateHttpError } from '../../../src/main/io/http/translate-error'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import { Killed, type Process } from '../world/process'
import type { Connection } from './connection'
import type { PlannedAnswer } from './good-answer'
import type { SimNetwork } from './sim-network'

/** How long it takes to learn that a host name does not exist. */
const LOOKUP_MS = 20

/** One GET and its response in the simulated network, on its own connection. */
export class SimExchange {
  readonly #network: SimNetwork
  readonly #process: Process
  readonly #url: URL
  readonly #request: GetRequest
  #connection: Connection | null = null
  #hasLength = true
  #isWhole = false

  constructor(network: SimNetwork, process: Process, url: URL, request: GetRequest) {
    this.#network = network
    this.#process = process
    this.#url = url
    this.#request = request
  }

  /** Sends the request and waits for the header. Throws DownloadError; then nothing is left open. */
  *header(): Coroutine<PlannedAnswer> {
    this.#process.step()
    const connection = this.#network.connect(this.#url, this.#process)
    if (connection === null) {
      yield* sleep(LOOKUP_MS)
      throw this.#failed('ENOTFOUND', translateHttpError)
    }
    this.#connection = connection
    try {
      yield* this.#arrival(connection)
      const planned = this.#network.answer(connection, this.#url, this.#request)
      if (typeof planned === 'string') throw this.#failed(planned, translateHttpError)
      this.#note(connection, `${planned.status} ${planned.headers['content-range'] ?? ''}`)
      this.#hasLength = 'content-length' in planned.headers
      return planned
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** See `Answer.read`. */
  *read(): Coroutine<readonly Uint8Array[] | null> {
    const connection = this.#connection
    for (;;) {
      if (!this.#process.isAlive) throw new Killed()
      if (this.#isWhole) return null
      if (connection?.isOpen !== true) throw this.#failed('ECONNRESET', translateBodyError)
      const { host } = connection
      host.settle()
      const chunks = connection.take()
      if (chunks !== null) {
        this.#network.handedOver(connection, chunks)
        return chunks
      }
      const isCutOff = host.has('partition')
      if (!isCutOff && this.#hasEnded(connection)) return null
      yield* this.#wait(connection, isCutOff ? Number.POSITIVE_INFINITY : connection.readyInMs)
    }
  }

  /** Lets the connection go. May be called twice. */
  close(): void {
    const connection = this.#connection
    if (connection?.isOpen !== true) return
    connection.host.leave(connection)
    this.#note(connection, `closed after ${connection.takenBytes}`)
  }

  /** Waits until the response header has arrived. */
  *#arrival(connection: Connection): Coroutine<void> {
    const { host } = connection
    const { world } = this.#network
    // Different each time, so that responses overtake each other.
    const atMs = world.now() + host.story.latencyMs * (1 + world.random() / 2)
    for (;;) {
      if (!this.#process.isAlive) throw new Killed()
      const isCutOff = host.has('partition')
      if (!isCutOff && connection.isBroken) throw this.#failed('ECONNRESET', translateHttpError)
      const isStuck = isCutOff || connection.isSilent
      if (!isStuck && world.now() >= atMs) return
      yield* this.#wait(connection, isStuck ? Number.POSITIVE_INFINITY : atMs - world.now())
    }
  }

  /** Whether the body is whole; throws if it has ended otherwise. */
  #hasEnded(connection: Connection): boolean {
    switch (connection.ending) {
      case null:
      case 'silence':
        return false
      case 'whole':
        this.#isWhole = true
        this.close()
        return true
      case 'reset':
        throw this.#failed('ECONNRESET', translateBodyError)
      case 'close':
        throw this.#failed(
          this.#hasLength ? 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' : 'ECONNRESET',
          translateBodyError,
        )
    }
  }

  /** Waits for news of the connection, at most this many milliseconds. */
  *#wait({ news }: Connection, mostMs: number): Coroutine<void> {
    const callOff =
      mostMs === Number.POSITIVE_INFINITY
        ? null
        : this.#network.world.after(mostMs, () => news.set())
    news.clear()
    try {
      yield* news.wait()
    } finally {
      callOff?.()
    }
  }

  #failed(code: string, translate: typeof translateHttpError): Error {
    if (this.#connection !== null) this.#note(this.#connection, code)
    this.close()
    return translate(Object.assign(new Error(code), { code }), this.#url.href)
  }

  #note({ number, host, resource }: Connection, what: string): void {
    const { range } = this.#request
    const asked = range === null ? 'all' : `${range.start}-${range.end ?? ''}`
    this.#network.world.trace.note(
      'net',
      `#${number} h${host.number} r${resource} ${asked} ${what}`,
    )
  }
}
