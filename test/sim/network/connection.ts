import { Event } from '../../../src/main/kernel'
import type { Process } from '../world/process'
import type { PlannedAnswer } from './good-answer'
import type { SimHost } from './sim-host'

/** Bytes that the systems on the way buffer while the client does not read. */
const BUFFER_BYTES = 256 * 1024

const CHUNK_BYTES = 64 * 1024
const PACKET_BYTES = 1460

/** Bytes arrive in lumps of this duration, within bounds on their size. */
const LUMP_MS = 100
const LUMP_BYTES = 16 * 1024
const LONG_LUMP_MS = 500
const LONGEST_LUMP_MS = 5_000

/** How a body ends before it is complete. */
export type Break = 'close' | 'reset' | 'silence'

/** The connection of one GET to a host, and the bytes that come back. */
export class Connection {
  readonly number: number
  readonly host: SimHost
  readonly resource: number | null
  readonly process: Process
  readonly sinceMs: number
  /** Wakes the reader when something changes. */
  readonly news = new Event('the network')
  isOpen = true
  /** Whether it counts against the host's connection limit. */
  isServed = false
  /** No more bytes arrive. */
  isSilent = false
  /** The connection was reset. */
  isBroken = false
  /** Bytes handed to the program. */
  takenBytes = 0
  /** Bytes of the body that have arrived; the last byte may be a fraction. */
  arrivedBytes = 0
  #body: Uint8Array = new Uint8Array(0)
  #break: { readonly atBytes: number; readonly how: Break } | null = null
  #lumpiness = 1

  constructor(number: number, host: SimHost, resource: number | null, process: Process) {
    this.number = number
    this.host = host
    this.resource = resource
    this.process = process
    this.sinceMs = host.world.now()
  }

  /** Starts the body; `ends` breaks it, unless the plan cuts it earlier. */
  begin({ body, headers, cutAfterBytes }: PlannedAnswer, ends: Connection['plannedBreak']): void {
    const length = headers['content-length']
    const wholeBytes = Math.min(body.byteLength, length === undefined ? Infinity : Number(length))
    this.#body = body.subarray(0, wholeBytes)
    const cut = cutAfterBytes === null ? null : { atBytes: cutAfterBytes, how: 'close' as const }
    const first = cut !== null && (ends === null || cut.atBytes < ends.atBytes) ? cut : ends
    if (first !== null && first.atBytes < wholeBytes) this.#break = first
    if (length !== undefined && body.byteLength < Number(length)) {
      this.#break ??= { atBytes: wholeBytes, how: 'close' }
    }
    this.host.settle()
  }

  get plannedBreak(): { readonly atBytes: number; readonly how: Break } | null {
    return this.#break
  }

  /** Cancels a planned break that the body has not reached. */
  spare(): void {
    if (this.#break !== null && this.#break.atBytes > this.arrivedBytes) this.#break = null
  }

  /** How many bytes can still arrive until the client reads. */
  get roomBytes(): number {
    if (this.isSilent || this.isBroken) return 0
    return Math.min(this.#stopBytes, this.takenBytes + BUFFER_BYTES) - this.arrivedBytes
  }

  /** How the body ended, once all its bytes are taken; null until then. */
  get ending(): Break | 'whole' | null {
    if (this.isBroken) return 'reset'
    if (this.takenBytes < this.#stopBytes) return null
    return this.#break?.how ?? 'whole'
  }

  /** The arrived bytes, if they make up a lump; the host has to be settled before. */
  take(): readonly Uint8Array[] | null {
    const arrivedBytes = Math.min(this.#stopBytes, Math.floor(this.arrivedBytes + 0.001))
    const isEnough = arrivedBytes >= this.#wantedBytes
    if (arrivedBytes === this.takenBytes || !isEnough) return null
    const chunks: Uint8Array[] = []
    for (let at = this.takenBytes; at < arrivedBytes; at += CHUNK_BYTES) {
      chunks.push(this.#body.subarray(at, Math.min(at + CHUNK_BYTES, arrivedBytes)))
    }
    this.takenBytes = arrivedBytes
    // Lumps of different sizes, so that reads end at odd positions.
    this.#lumpiness = 0.5 + this.host.world.random() / 2
    return chunks
  }

  /** Milliseconds until a lump has arrived, if nothing else happens. */
  get readyInMs(): number {
    if (this.isSilent || this.takenBytes >= this.#stopBytes) return Number.POSITIVE_INFINITY
    const missingBytes = this.#wantedBytes - this.arrivedBytes
    return Math.max(0.01, (missingBytes / this.host.bytesPerSecNow()) * 1000)
  }

  /** Breaks the connection; unread bytes are lost. */
  reset(): void {
    this.isBroken = true
    this.arrivedBytes = this.takenBytes
    this.news.set()
  }

  get #stopBytes(): number {
    return this.#break?.atBytes ?? this.#body.byteLength
  }

  /** How many bytes have to arrive before any are handed over. */
  get #wantedBytes(): number {
    const bytesPerMs = this.host.bytesPerSecNow() / 1000
    const longBytes = Math.max(bytesPerMs * LONG_LUMP_MS, PACKET_BYTES)
    const lump = Math.min(
      Math.max(bytesPerMs * LUMP_MS, Math.min(LUMP_BYTES, longBytes)),
      bytesPerMs * LONGEST_LUMP_MS,
      CHUNK_BYTES,
    )
    const least = Math.max(1, Math.floor(lump * this.#lumpiness))
    return Math.min(this.takenBytes + least, this.#stopBytes)
  }
}
