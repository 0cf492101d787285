import { runningLoop } from '../../kernel'
import type { Segment, Speeds } from '../segments/segment-map'
import type { ConnectionFacts } from './rebalance'
import type { ThroughputMeter } from './throughput-meter'

/** The assumed time from a request to its first byte, until a connection has shown the real one. */
const FIRST_BYTES_MS = 500

/** A connection below this share of the typical speed is a straggler once its grace is over. */
const STRAGGLER_SHARE = 0.1
const FIRST_GRACE_MS = 1_000
const LONGEST_GRACE_MS = 10_000

/** What a connection is doing. */
export interface ConnectionState {
  /** The segment that it fetches. */
  readonly segment: Segment | null
  /** The segment of a slow connection whose remainder it fetches as well. */
  readonly hedgedSegment: Segment | null
  /** Of the open request. */
  readonly throughput: ThroughputMeter | null
  readonly isReceiving: boolean
  readonly hasPermit: boolean
  /** It was told to end. */
  readonly isEnding: boolean
  end(): void
}

/** When a connection's request was sent, and how it has been doing since. */
interface RequestTimes {
  requestedAtMs: number
  /** Since when it has been far slower than the others; null if it is not. */
  slowSinceMs: number | null
  /** How long it may be far slower than the others. */
  graceMs: number
}

/** The connections of a download, and how fast they are compared with each other. */
export class ConnectionSet<C extends ConnectionState = ConnectionState> {
  readonly #loop = runningLoop()
  readonly #times = new Map<C, RequestTimes>()
  /** The median speed, as of the latest measurement that could tell. */
  #typicalBytesPerSec: number | null = null
  /** The grace of the next connection; doubled with each straggler that is replaced. */
  #graceMs = FIRST_GRACE_MS
  /** From request to first byte: a mean in which recent connections count most. */
  #openingMs: number | null = null
  #hasReceived = false

  get size(): number {
    return this.#times.size
  }

  /** How many connections are receiving bytes. */
  get receiving(): number {
    return [...this.#times.keys()].filter(({ isReceiving }) => isReceiving).length
  }

  /** Whether any connection has received valid bytes. */
  get hasReceived(): boolean {
    return this.#hasReceived
  }

  /** The median speed of a connection, in bytes per second; null while unknown. */
  get typicalBytesPerSec(): number | null {
    return this.#typicalBytesPerSec
  }

  /** The expected time from a request to its first byte, in milliseconds. */
  get openingMs(): number {
    return this.#openingMs ?? FIRST_BYTES_MS
  }

  all(): readonly C[] {
    return [...this.#times.keys()]
  }

  add(connection: C): void {
    this.#times.set(connection, { requestedAtMs: 0, slowSinceMs: null, graceMs: 0 })
  }

  delete(connection: C): void {
    this.#times.delete(connection)
  }

  /** The connection that fetches a segment. */
  connectionFor(segment: Readonly<Segment>): C | undefined {
    return this.all().find((connection) => connection.segment === segment)
  }

  requestSent(connection: C): void {
    const requestedAtMs = this.#loop.now()
    this.#times.set(connection, { requestedAtMs, slowSinceMs: null, graceMs: this.#graceMs })
  }

  /** `wasOpened` if its response was there before the connection was added. */
  firstBytes(connection: C, wasOpened: boolean): void {
    this.#hasReceived = true
    const times = this.#times.get(connection)
    if (wasOpened || times === undefined) return
    const tookMs = this.#loop.now() - times.requestedAtMs
    this.#openingMs = this.#openingMs === null ? tookMs : (this.#openingMs + tookMs) / 2
  }

  /** A segment that was too short to be measured still shows what a connection can do. */
  segmentFinished(connection: C, bytes: number): void {
    this.#measureTypical()
    const requestedAtMs = this.#times.get(connection)?.requestedAtMs ?? 0
    const bytesPerSec = (bytes * 1000) / Math.max(1, this.#loop.now() - requestedAtMs)
    this.#typicalBytesPerSec = Math.max(this.#typicalBytesPerSec ?? 0, bytesPerSec)
  }

  /** Updates the typical speed, and since when each connection has been far slower. */
  measure(): void {
    this.#measureTypical()
    const typical = this.#typicalBytesPerSec
    if (typical === null) return
    for (const [{ segment, throughput }, times] of this.#times) {
      const bytesPerSec = throughput?.bytesPerSec() ?? null
      if (segment === null || bytesPerSec === null) continue
      if (bytesPerSec >= typical * STRAGGLER_SHARE) times.slowSinceMs = null
      else times.slowSinceMs ??= this.#loop.now()
    }
  }

  /** A pause is over: the silence during it made no connection slow. */
  discountPause(): void {
    for (const [{ throughput }, times] of this.#times) {
      throughput?.discountPause()
      times.slowSinceMs = null
    }
  }

  /** A straggler is replaced: connections opened from now on get a longer grace. */
  extendGrace(): void {
    this.#graceMs = Math.min(2 * this.#graceMs, LONGEST_GRACE_MS)
  }

  speeds(): Speeds {
    const typical = this.#typicalBytesPerSec
    return {
      // Without others to compare it with, the speed of one connection says nothing.
      of: (segment) =>
        typical === null ? null : (this.connectionFor(segment)?.throughput?.bytesPerSec() ?? null),
      typical,
      opensInMs: (segment) => this.#opensInMs(this.connectionFor(segment)),
      openingMs: this.openingMs,
    }
  }

  facts(): ConnectionFacts<C>[] {
    const hedged = new Set(this.all().map(({ hedgedSegment }) => hedgedSegment))
    const nowMs = this.#loop.now()
    return [...this.#times].map(([connection, { slowSinceMs, graceMs }]) => {
      const { segment, throughput, isReceiving, hasPermit, isEnding } = connection
      const isMeasurable = segment !== null && Number.isFinite(segment.end)
      return {
        connection,
        isEnding,
        hasPermit,
        isReceiving,
        bytesPerSec: throughput?.bytesPerSec() ?? null,
        isStraggler: segment !== null && slowSinceMs !== null && nowMs - slowSinceMs >= graceMs,
        isHedged: segment !== null && hedged.has(segment),
        remainderBytes: isMeasurable ? segment.end - segment.claimed : null,
        opensInMs: this.#opensInMs(connection),
      }
    })
  }

  /** The median of the connections; of two, the faster one. */
  #measureTypical(): void {
    const speeds: number[] = []
    for (const { throughput, isReceiving } of this.#times.keys()) {
      const speed = isReceiving ? throughput?.bytesPerSec() : null
      if (speed != null) speeds.push(speed)
    }
    // The last connection may be left because it is slow: it is no measure for others.
    if (speeds.length < 2 && this.#typicalBytesPerSec !== null) return
    speeds.sort((a, b) => a - b)
    this.#typicalBytesPerSec = speeds[Math.floor(speeds.length / 2)] ?? null
  }

  #opensInMs(connection: C | undefined): number {
    const times = connection && this.#times.get(connection)
    if (times === undefined || connection?.isReceiving === true) return 0
    return Math.max(0, times.requestedAtMs + this.openingMs - this.#loop.now())
  }
}
