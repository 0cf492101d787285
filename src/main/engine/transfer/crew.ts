import { runningLoop, type Task } from '../../kernel'
import type { Slot } from '../hosts/slot'
import type { Pace } from './pace'
import { MIN_TAIL_BYTES, type Segment, type Speeds } from './segment-map'
import { decideTail } from './tail-decision'

/** What a connection needs before its first byte, at a guess, until one has told. */
const FIRST_BYTES_MS = 500

/** A connection below this part of the typical speed for so long crawls. */
const CRAWLS = 0.1
const CRAWLS_MS = 10_000

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
}

/** The connections of a download, and how fast they are beside each other. */
export class Crew {
  readonly #loop = runningLoop()
  readonly #workers = new Set<Worker>()
  /** Of a connection, by those there were when it could last be told. */
  #typicalBytesPerSec: number | null = null

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

  delete(worker: Worker): void {
    this.#workers.delete(worker)
  }

  workerOf(segment: Readonly<Segment>): Worker | undefined {
    return [...this.#workers].find((worker) => worker.segment === segment)
  }

  /** Its first bytes are there. */
  brings(worker: Worker): void {
    worker.isReceiving = true
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
    return {
      of: (segment) => this.workerOf(segment)?.pace?.bytesPerSec() ?? null,
      typical: this.#typicalBytesPerSec,
    }
  }

  /** The remainder that would take longest, if something can be done about it. */
  slowest({ of, typical }: Speeds): { segment: Segment; how: 'split' | 'race' } | null {
    const isRacing = [...this.#workers].some(({ rival }) => rival !== null)
    let slowest: { segment: Segment; how: 'split' | 'race' } | null = null
    let longestMs = 0
    for (const { segment } of this.#workers) {
      if (segment === null || segment.end === Number.POSITIVE_INFINITY) continue
      const { how, leftMs } = decideTail({
        bytes: segment.end - segment.claimed,
        bytesPerSec: of(segment),
        typicalBytesPerSec: typical,
        openingMs: this.#openingMs ?? FIRST_BYTES_MS,
        leastBytes: MIN_TAIL_BYTES,
      })
      if (how === 'wait' || (how === 'race' && isRacing) || leftMs <= longestMs) continue
      slowest = { segment, how }
      longestMs = leftMs
    }
    return slowest
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
      const hasCrawledLong = nowMs - (worker.crawlsSinceMs ?? nowMs) >= CRAWLS_MS
      const isRaced = [...this.#workers].some(({ rival }) => rival === segment)
      if (hasCrawledLong && !isRaced) return worker
    }
    return null
  }
}
