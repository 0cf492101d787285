import { runningLoop, type Task } from '../../kernel'
import type { ConnectionPermit } from '../hosts/connection-permit'
import { MIN_TAIL_BYTES, type Segment, type Speeds } from '../segments/segment-map'
import { decideTail } from './tail-decision'
import type { ThroughputMeter } from './throughput-meter'

/** What a connection needs before its first byte, at a guess, until one has told. */
const FIRST_BYTES_MS = 500

/** A connection below this part of the typical speed for so long crawls. */
const STRAGGLER_SHARE = 0.1
const FIRST_GRACE_MS = 1_000
const LONGEST_GRACE_MS = 10_000

/** A connection: the Task that drives it, and what it is at. */
export interface ConnectionState {
  task: Task<void> | null
  permit: ConnectionPermit | null
  segment: Segment | null
  /** Of the request that is open. */
  throughput: ThroughputMeter | null
  requestedAtMs: number
  isReceiving: boolean
  /** The segment of another that it fetches as well. */
  hedgedSegment: Segment | null
  slowSinceMs: number | null
  /** How long it may crawl. */
  ghedgeMs: number
}

/** The connections of a download, and how fast they are beside each other. */
export class ConnectionSet {
  readonly #loop = runningLoop()
  readonly #connections = new Set<ConnectionState>()
  /** Of a connection, by those there were when it could last be told. */
  #typicalBytesPerSec: number | null = null

  /** With the next connection, if it crawls: more than with those that were replaced before. */
  #graceMs = FIRST_GRACE_MS

  /** What the connections needed that brought bytes last: the mean, those of late counting most. */
  #openingMs: number | null = null

  get size(): number {
    return this.#connections.size
  }

  /** Those that bring bytes now. */
  get receiving(): number {
    return [...this.#connections].filter(({ isReceiving }) => isReceiving).length
  }

  all(): ReadonlySet<ConnectionState> {
    return this.#connections
  }

  add(connection: ConnectionState): void {
    this.#connections.add(connection)
  }

  /** It sends a request now. */
  requestSent(connection: ConnectionState): void {
    connection.requestedAtMs = this.#loop.now()
    connection.slowSinceMs = null
    connection.ghedgeMs = this.#graceMs
  }

  delete(connection: ConnectionState): void {
    this.#connections.delete(connection)
  }

  connectionFor(segment: Readonly<Segment>): ConnectionState | undefined {
    return [...this.#connections].find((connection) => connection.segment === segment)
  }

  /** Its first bytes are there; `wasOpened` if its response was there before. */
  firstBytes(connection: ConnectionState, wasOpened: boolean): void {
    connection.isReceiving = true
    if (wasOpened) return
    const tookMs = this.#loop.now() - connection.requestedAtMs
    this.#openingMs = this.#openingMs === null ? tookMs : (this.#openingMs + tookMs) / 2
  }

  /** One that was too soon over to be measured meanwhile still tells what a connection can do. */
  segmentFinished(bytes: number, askedAtMs: number): void {
    this.measure()
    const bytesPerSec = (bytes * 1000) / Math.max(1, this.#loop.now() - askedAtMs)
    this.#typicalBytesPerSec = Math.max(this.#typicalBytesPerSec ?? 0, bytesPerSec)
  }

  /** The median of the connections, the better one of two. */
  measure(): void {
    const speeds: number[] = []
    for (const { throughput, isReceiving } of this.#connections) {
      const speed = isReceiving ? throughput?.bytesPerSec() : null
      if (speed != null) speeds.push(speed)
    }
    // One that is left alone, perhaps since it is slow, is no measure.
    if (speeds.length < 2 && this.#typicalBytesPerSec !== null) return
    speeds.sort((a, b) => a - b)
    this.#typicalBytesPerSec = speeds[Math.floor(speeds.length / 2)] ?? null
  }

  speeds(): Speeds {
    const typical = this.#typicalBytesPerSec
    return {
      // Without any to compare it with, the speed of one says nothing.
      of: (segment) =>
        typical === null ? null : (this.connectionFor(segment)?.throughput?.bytesPerSec() ?? null),
      typical,
      opensInMs: (segment) => this.#opensInMs(segment),
      openingMs: this.#openingMs ?? FIRST_BYTES_MS,
    }
  }

  #opensInMs(segment: Segment): number {
    const connection = this.connectionFor(segment)
    if (connection === undefined || connection.isReceiving) return 0
    const openingMs = this.#openingMs ?? FIRST_BYTES_MS
    return Math.max(0, connection.requestedAtMs + openingMs - this.#loop.now())
  }

  /** The remainder that would take longest, if something can be done about it. */
  slowestRemainder(speeds: Speeds): { segment: Segment; how: 'split' | 'hedge' } | null {
    let slowest: { segment: Segment; how: 'split' | 'hedge' } | null = null
    let longestMs = 0
    for (const { segment } of this.#connections) {
      if (segment === null || segment.end === Number.POSITIVE_INFINITY) continue
      if (this.#isHedged(segment)) continue
      const { how, leftMs } = decideTail({
        bytes: segment.end - segment.claimed,
        bytesPerSec: speeds.of(segment),
        opensInMs: speeds.opensInMs(segment),
        typicalBytesPerSec: speeds.typical,
        openingMs: speeds.openingMs,
        leastBytes: MIN_TAIL_BYTES,
      })
      if (how === 'wait' || leftMs <= longestMs) continue
      slowest = { segment, how }
      longestMs = leftMs
    }
    return slowest
  }

  #isHedged(segment: Segment): boolean {
    return [...this.#connections].some(({ hedgedSegment }) => hedgedSegment === segment)
  }

  /** One is replaced since it crawls: with those that are opened from now on it has more patience. */
  extendGrace(): void {
    this.#graceMs = Math.min(2 * this.#graceMs, LONGEST_GRACE_MS)
  }

  /** One that has been far slower than the others for long, and that nobody races against. */
  straggler(): ConnectionState | null {
    const typical = this.#typicalBytesPerSec
    const nowMs = this.#loop.now()
    for (const connection of this.#connections) {
      const bytesPerSec = connection.throughput?.bytesPerSec() ?? null
      const { segment } = connection
      if (segment === null || typical === null || bytesPerSec === null) continue
      if (bytesPerSec >= typical * STRAGGLER_SHARE) connection.slowSinceMs = null
      else connection.slowSinceMs ??= nowMs
      const isOverdue = nowMs - (connection.slowSinceMs ?? nowMs) >= connection.ghedgeMs
      if (isOverdue && !this.#isHedged(segment)) return connection
    }
    return null
  }
}
