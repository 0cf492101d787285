import { Event } from '../../../src/main/kernel'
import type { Process } from '../world/process'
import type { PlannedAnswer } from './good-answer'
import type { SimHost } from './sim-host'

/** What the systems on the way take in of a body that nobody reads. */
const BUFFER_BYTES = 256 * 1024

const CHUNK_BYTES = 64 * 1024
const PACKET_BYTES = 1460

/** Bytes come in by lumps of so long, while that is neither too little nor too much. */
const LUMP_MS = 100
const LUMP_BYTES = 16 * 1024
const LONG_LUMP_MS = 500
const LONGEST_LUMP_MS = 5_000

/** How a body ends that does not come to its end. */
export type Break = 'close' | 'reset' | 'silence'

/** One GET on its way to a host, and what comes back on it. */
export class Connection {
  readonly number: number
  readonly host: SimHost
  readonly resource: number | null
  readonly process: Process
  readonly sinceMs: number
  /** Something happened that a reader may want to know. */
  readonly news = new Event('the network')
  isOpen = true
  /** It counts where a host serves only so many. */
  isServed = false
  /** It brings nothing any more. */
  isSilent = false
  /** It was reset by somebody. */
  isBroken = false
  /** Handed to the program. */
  takenBytes = 0
  /** Of the body; the last of them may have come in by a fraction. */
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

  /** The body begins to come; `ends`, if given, breaks it, unless it is to be cut before. */
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

  /** Lets the body come to its end, if it has not come to its break. */
  spare(): void {
    if (this.#break !== null && this.#break.atBytes > this.arrivedBytes) this.#break = null
  }

  /** How many bytes can still come in, as things are. */
  get roomBytes(): number {
    if (this.isSilent || this.isBroken) return 0
    return Math.min(this.#stopBytes, this.takenBytes + BUFFER_BYTES) - this.arrivedBytes
  }

  /** How the body has ended, and nothing of it is left: null if not yet. */
  get ending(): Break | 'whole' | null {
    if (this.isBroken) return 'reset'
    if (this.takenBytes < this.#stopBytes) return null
    return this.#break?.how ?? 'whole'
  }

  /** What has come in, if that is enough to be told; the host has to be settled. */
  take(): readonly Uint8Array[] | null {
    const arrivedBytes = Math.min(this.#stopBytes, Math.floor(this.arrivedBytes + 0.001))
    const isEnough = arrivedBytes >= this.#wantedBytes
    if (arrivedBytes === this.takenBytes || !isEnough) return null
    const chunks: Uint8Array[] = []
    for (let at = this.takenBytes; at < arrivedBytes; at += CHUNK_BYTES) {
      chunks.push(this.#body.subarray(at, Math.min(at + CHUNK_BYTES, arrivedBytes)))
    }
    this.takenBytes = arrivedBytes
    // Lumps of different sizes, so that what is read ends at odd places.
    this.#lumpiness = 0.5 + this.host.world.random() / 2
    return chunks
  }

  /** In how many milliseconds enough will have come in, if nothing happens meanwhile. */
  get readyInMs(): number {
    if (this.isSilent || this.takenBytes >= this.#stopBytes) return Number.POSITIVE_INFINITY
    const missingBytes = this.#wantedBytes - this.arrivedBytes
    return Math.max(0.01, (missingBytes / this.host.bytesPerSecNow()) * 1000)
  }

  /** It breaks; what has come in and was not read is lost. */
  reset(): void {
    this.isBroken = true
    this.arrivedBytes = this.takenBytes
    this.news.set()
  }

  get #stopBytes(): number {
    return this.#break?.atBytes ?? this.#body.byteLength
  }

  /** So many bytes have to be there before some are handed over. */
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
