import type { DownloadError } from '../../src/main/engine/download-error'
import type { PartFile } from '../../src/main/engine/ports/files'
import type { GetRequest, HttpResponse, HttpSource } from '../../src/main/engine/ports/http'
import { type Coroutine, runningLoop, sleep } from '../../src/main/kernel'
import { fleeting } from '../support/fleeting'
import { aPart, aResponse } from './a-response'

/** What the system takes in of a connection that nobody reads. */
const BUFFER_BYTES = 256 * 1024

/** A connection hands over what comes in so long, but no less than a packet. */
const CHUNK_MS = 50
const PACKET_BYTES = 1460
const MOST_BYTES = 16 * 1024

export const SIMULATED_VALIDATOR = { etag: '"v1"', lastModified: null }

export interface SimulatedRequest {
  /** 0 for the first. */
  readonly order: number
  readonly start: number
  readonly end: number
  readonly atMs: number
  /** Handed over to Rill, wanted or not. */
  readBytes: number
  closed: boolean
}

export interface SimulatedOptions {
  readonly lengthBytes: number
  readonly url?: string
  /** What the connection of the nth request brings a second, at this moment. */
  readonly bytesPerSec: (order: number, nowMs: number) => number
  /** All connections together. */
  readonly lineBytesPerSec?: number
  /** From the request to the header. */
  readonly latencyMs?: number
  /** How a request ends while so many others are open, if not with bytes. */
  readonly refuses?: (open: number, order: number, nowMs: number) => Refusal | null
  /** The connection of the nth request keeps silent after so many bytes. */
  readonly silentAfter?: (order: number) => number
}

export type Refusal =
  | DownloadError
  | { readonly status: number; readonly retryAfterMs?: number; readonly url?: string }

/** A server in virtual time: the same bytes at the same moments on every run. */
export class SimulatedSource implements HttpSource {
  readonly requests: SimulatedRequest[] = []
  open = 0
  mostOpen = 0
  readonly #options: SimulatedOptions
  readonly #file: Uint8Array

  constructor(options: SimulatedOptions) {
    this.#options = options
    this.#file = simulatedFile(options.lengthBytes)
  }

  /** Handed over more than once, or to nobody. */
  get wastedBytes(): number {
    return this.requests.reduce((sum, one) => sum + one.readBytes, 0) - this.#file.byteLength
  }

  *get({ range, url }: GetRequest): Coroutine<HttpResponse> {
    const { lengthBytes, latencyMs = 20, refuses = () => null } = this.#options
    const loop = runningLoop()
    const request: SimulatedRequest = {
      order: this.requests.length,
      start: range?.start ?? 0,
      end: range?.end ?? lengthBytes,
      atMs: loop.now(),
      readBytes: 0,
      closed: false,
    }
    this.requests.push(request)
    const refusal = refuses(this.open, request.order, loop.now())
    this.open += 1
    this.mostOpen = Math.max(this.mostOpen, this.open)
    const close = (): void => {
      if (!request.closed) this.open -= 1
      request.closed = true
    }
    try {
      yield* sleep(latencyMs)
    } catch (error) {
      close()
      throw error
    }
    if (refusal instanceof Error) {
      close()
      throw refusal
    }
    const facts =
      refusal === null
        ? aPart(request.start, request.end, lengthBytes, {
            url: this.#options.url ?? url,
            validator: SIMULATED_VALIDATOR,
          })
        : aResponse({ url, ...refusal })
    return fleeting({ ...facts, read: this.#reader(request), close })
  }

  #reader(request: SimulatedRequest): () => Coroutine<readonly Uint8Array[] | null> {
    const loop = runningLoop()
    const { bytesPerSec, lineBytesPerSec = Number.POSITIVE_INFINITY } = this.#options
    const { order, start, end } = request
    const stop = Math.min(end, start + (this.#options.silentAfter?.(order) ?? end))
    const speed = (): number =>
      Math.min(bytesPerSec(order, loop.now()), lineBytesPerSec / this.open)
    const file = this.#file
    let at = start
    let buffered = 0
    let lastMs = loop.now()
    const advance = (): void => {
      const more = (speed() * (loop.now() - lastMs)) / 1000
      buffered = Math.min(buffered + more, BUFFER_BYTES, stop - at)
      lastMs = loop.now()
    }
    return function* read() {
      if (at === end) return null
      for (;;) {
        advance()
        const chunk = Math.max(PACKET_BYTES, (speed() * CHUNK_MS) / 1000)
        const wanted = Math.min(chunk, MOST_BYTES, stop - at)
        const bytes = Math.floor(buffered + 0.001)
        if (wanted > 0 && bytes >= wanted) {
          buffered -= bytes
          at += bytes
          request.readBytes += bytes
          return [file.subarray(at - bytes, at)]
        }
        const neededMs = wanted === 0 ? 1_000 : ((wanted - buffered) / speed()) * 1000
        yield* sleep(Math.min(Math.max(neededMs, 1), 1_000))
      }
    }
  }
}

/** A part file in memory that takes every byte once. */
export class MemoryPart implements PartFile {
  readonly bytes: Uint8Array
  readonly timesWritten: Uint8Array
  readonly #writeMs: number

  constructor(lengthBytes: number, writeMs = 0) {
    this.bytes = new Uint8Array(lengthBytes)
    this.timesWritten = new Uint8Array(lengthBytes)
    this.#writeMs = writeMs
  }

  /** Whether every byte is there. */
  isRight(): boolean {
    const file = simulatedFile(this.bytes.byteLength)
    return !this.timesWritten.includes(0) && Buffer.compare(this.bytes, file) === 0
  }

  *lengthBytes(): Coroutine<number> {
    return this.bytes.byteLength
  }

  *setLength(): Coroutine<void> {
    throw new Error('a MemoryPart keeps its length')
  }

  *read(start: number, end: number): Coroutine<Uint8Array> {
    return this.bytes.slice(start, end)
  }

  *write(chunks: readonly Uint8Array[], position: number): Coroutine<void> {
    if (this.#writeMs > 0) yield* sleep(this.#writeMs)
    let at = position
    for (const chunk of chunks) {
      this.bytes.set(chunk, at)
      const before = this.timesWritten.subarray(at, at + chunk.byteLength)
      if (before.includes(1)) throw new Error(`written twice near ${at}`)
      before.fill(1)
      at += chunk.byteLength
    }
  }

  *flush(): Coroutine<void> {}

  *close(): Coroutine<void> {}
}

const files = new Map<number, Uint8Array>()

/** No two places of it look alike. */
function simulatedFile(lengthBytes: number): Uint8Array {
  const known = files.get(lengthBytes)
  if (known !== undefined) return known
  const words = new Uint32Array(Math.ceil(lengthBytes / 4))
  for (let index = 0; index < words.length; index += 1) {
    words[index] = Math.imul(index + 1, 0x9e3779b1) ^ (index >>> 3)
  }
  const file = new Uint8Array(words.buffer, 0, lengthBytes)
  files.set(lengthBytes, file)
  return file
}
