import { runningLoop, type Task } from '../../kernel'
import type { Slot } from '../hosts/slot'
import type { Pace } from './pace'
import { MIN_TAIL_BYTES, type Segment, type Speeds } from './segment-map'
import { decideTail } from './tail-decision'

/** What a connection needs before its first byte, at a guess, until one has told. */
const FIRST_BYTES_MS = 500

/** A connection below this part of the typical speed for so long crawls. */
const CRAWLS = 0.1
const FIRST_CRAWL_MS = 1_000
const LONGEST_CRAWL_MS = 10_000

/** A connection: the Task that drives it, and what it is at. */
export interface Worker {
  task: Task<void> | null
  slot: Slot | null
  segment: Segment | null
  /** Of the request that is open. */
  pace: Pace | null
  askedAtMs: number
  isReceiving: boolean
  /** The segment of another that it fetches as well. */
  rival: Segment | null
  crawlsSinceMs: number | null
  /** How long it may crawl. */
  patienceMs: number
}

/** The connections of a download, and how fast they are beside each other. */
export class Crew {
  readonly #loop = runningLoop()
  readonly #workers = new Set<Worker>()
  /** Of a connection, by those there were when it could last be told. */
  #typicalBytesPerSec: number | null = null

  /** With the next connection, if it crawls: more than with those that were replaced before. */
  #patienceMs = FIRST_CRAWL_MS

  /** What the connections needed that brought bytes last: the mean, those of late counting most. */
  #openingMs: number | null = null

  get size(): number {
    return this.#workers.size
  }

  /** Those that bring bytes now. */
  get receiving(): number {
    return [...this.#workers].filter(({ isReceiving }) => isReceiving).length
  }

  all(): ReadonlySet<Worker> {
    return this.#workers
  }

  add(worker: Worker): void {
    this.#workers.add(worker)
  }

  /** It sends a request now. */
  asks(worker: Worker): void {
    worker.askedAtMs = this.#loop.now()
    worker.crawlsSinceMs = null
    worker.patienceMs = this.#patienceMs
  }

  delete(worker: Worker): void {
    this.#workers.delete(worker)
  }

  workerOf(segment: Readonly<Segment>): Worker | undefined {
    return [...this.#workers].find((worker) => worker.segment === segment)
  }

  /** Its first bytes are there; `wasOpened` if its answer was there before. */
  brings(worker: Worker, wasOpened: boolean): void {
    worker.isReceiving = true
    if (wasOpened) return
    const tookMs = this.#loop.now() - worker.askedAtMs
    this.#openingMs = this.#openingMs === null ? tookMs : (this.#openingMs + tookMs) / 2
  }

  /** One that was too soon over to be measured meanwhile still tells what a connection can do. */
  finished(bytes: number, askedAtMs: number): void {
    this.look()
    const bytesPerSec = (bytes * 1000) / Math.max(1, this.#loop.now() - askedAtMs)
    this.#typicalBytesPerSec = Math.max(this.#typicalBytesPerSec ?? 0, bytesPerSec)
  }

  /** The median of the connections, the better one of two. */
  look(): void {
    const speeds: number[] = []
    for (const { pace, isReceiving } of this.#workers) {
      const speed = isReceiving ? pace?.bytesPerSec() : null
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
        typical === null ? null : (this.workerOf(segment)?.pace?.bytesPerSec() ?? null),
      typical,
      opensInMs: (segment) => this.#opensInMs(segment),
      openingMs: this.#openingMs ?? FIRST_BYTES_MS,
    }
  }

  #opensInMs(segment: Segment): number {
    const worker = this.workerOf(segment)
    if (worker === undefined || worker.isReceiving) return 0
    const openingMs = this.#openingMs ?? FIRST_BYTES_MS
    return Math.max(0, worker.askedAtMs + openingMs - this.#loop.now())
  }

  /** The remainder that would take longest, if something can be done about it. */
  slowest(speeds: Speeds): { segment: Segment; how: 'split' | 'race' } | null {
    let slowest: { segment: Segment; how: 'split' | 'race' } | null = null
    let longestMs = 0
    for (const { segment } of this.#workers) {
      if (segment === null || segment.end === Number.POSITIVE_INFINITY) continue
      if (this.#isRaced(segment)) continue
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

  #isRaced(segment: Segment): boolean {
    return [...this.#workers].some(({ rival }) => rival === segment)
  }

  /** One is replaced since it crawls: with those that are opened from now on it has more patience. */
  replaces(): void {
    this.#patienceMs = Math.min(2 * this.#patienceMs, LONGEST_CRAWL_MS)
  }

  /** One that has been far slower than the others for long, and that nobody races against. */
  crawling(): Worker | null {
    const typical = this.#typicalBytesPerSec
    const nowMs = this.#loop.now()
    for (const worker of this.#workers) {
      const bytesPerSec = worker.pace?.bytesPerSec() ?? null
      const { segment } = worker
      if (segment === null || typical === null || bytesPerSec === null) continue
      if (bytesPerSec >= typical * CRAWLS) worker.crawlsSinceMs = null
      else worker.crawlsSinceMs ??= nowMs
      const hasCrawledLong = nowMs - (worker.crawlsSinceMs ?? nowMs) >= worker.patienceMs
      if (hasCrawledLong && !this.#isRaced(segment)) return worker
    }
    return null
  }
}
