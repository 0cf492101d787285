import {
  CancelledError,
  type Coroutine,
  currentTask,
  Event,
  runningLoop,
  sleep,
  type Task,
  type TaskGroup,
  taskGroup,
} from '../kernel'
import { type DownloadError, toDownloadError } from './download-error'
import { type Attempt, type Connection, fetchSegment, overtake } from './fetch-segment'
import type { Lane, Tell } from './lane'
import { Pace } from './pace'
import type { Answer } from './ports'
import { Ramp } from './ramp'
import { MIN_TAIL_BYTES, type Segment, type SegmentMap, type Speeds } from './segment-map'
import type { Slot } from './slot'
import { decideTail } from './tail-decision'

/** How often it looks whether connections pay. */
const LOOK_MS = 250

/** A connection that brings nothing for so long after its request is not waited for. */
const OPENING_MS = 1_000

/** A connection below this part of the typical speed for so long is replaced. */
const CRAWLS = 0.1
const CRAWLS_MS = 10_000

export interface PoolOptions {
  readonly map: SegmentMap
  readonly connection: Connection
  /** The way to the hosts, shared with other downloads. */
  readonly lane: Lane
  /** Most connections at a time. */
  readonly limit: number
  /** How long to wait after a failure, in milliseconds; null to give up. */
  readonly retryDelayMs: (error: DownloadError, failures: number) => number | null
  /** Told while nothing comes in: why, and for how many milliseconds; null when it goes on. */
  readonly waiting: Tell
  /** Hears of a further connection that was refused, and of one that was replaced. */
  readonly noted?: (kind: 'refused' | 'stalled', error: DownloadError | null) => void
}

/** A connection: the Task that drives it, and what it is at. */
interface Worker {
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

/** What a new connection begins with; with nothing it looks for itself. */
interface Beginning {
  readonly slot: Slot | null
  readonly segment?: Segment
  readonly opened?: Answer | null
  readonly rival?: Segment
}

interface Failure {
  readonly error: DownloadError
  readonly broughtBytes: boolean
}

/**
 * Fetches all that a SegmentMap misses, over as many connections as pay. A further connection that
 * the server refuses while others receive is given up without a word: the others do its work. One
 * that falls far behind is replaced, and the last remainders are shared or raced, so that the end
 * does not wait for the slowest.
 */
export class ConnectionPool {
  readonly #options: PoolOptions
  readonly #loop = runningLoop()
  readonly #ramp = new Ramp()
  readonly #workers = new Set<Worker>()
  readonly #over = new Event('the last connection')
  #isOver = false
  #opened = 0
  #bytes = 0
  /** Of a connection, by those there were when it could last be told. */
  #typicalBytesPerSec: number | null = null

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Connections that bring bytes now. */
  get receiving(): number {
    return [...this.#workers].filter(({ isReceiving }) => isReceiving).length
  }

  /**
   * Returns when the map is complete. Throws the DownloadError that ended it. `first` is an answer
   * to begin with, `slot` that of its connection, which is left in the end.
   */
  *run(first: Answer | null, slot: Slot | null): Coroutine<void> {
    const stopListening = currentTask().onHold((held) => {
      if (!held) this.#goOn()
    })
    try {
      yield* taskGroup((group) => this.#runIn(group, { opened: first, slot }))
    } finally {
      stopListening()
    }
  }

  /** A pause is over: nobody was slow in it. */
  #goOn(): void {
    this.#ramp.interrupted()
    for (const worker of this.#workers) {
      worker.pace?.forgive()
      worker.crawlsSinceMs = null
    }
  }

  *#runIn(group: TaskGroup, beginning: Beginning): Coroutine<void> {
    try {
      this.#begin(group, beginning)
      const watch = group.spawn(this.#watch(group), 'watch')
      yield* this.#over.wait()
      watch.cancel()
      // They wait for their host, with nothing left to fetch.
      for (const { task } of this.#workers) task?.cancel()
    } finally {
      this.#isOver = true
    }
  }

  #begin(group: TaskGroup, { slot, segment, opened, rival }: Beginning): void {
    const worker: Worker = {
      task: null,
      slot,
      segment: segment ?? null,
      pace: null,
      askedAtMs: 0,
      isReceiving: false,
      rival: rival ?? null,
      crawlsSinceMs: null,
    }
    this.#opened += 1
    this.#workers.add(worker)
    const work = rival
      ? this.#race(group, worker, rival)
      : this.#work(group, worker, opened ?? null)
    worker.task = group.spawn(work, `connection ${this.#opened}`)
    // Not in the Task itself: it may be cancelled before it has begun.
    worker.task.addDoneCallback((task: Task<void>) => this.#ended(group, worker, task))
  }

  #ended(group: TaskGroup, worker: Worker, task: Task<void>): void {
    const { map } = this.#options
    if (worker.segment !== null) map.release(worker.segment)
    this.#workers.delete(worker)
    worker.slot?.leave()
    if (!task.cancelled() && task.exception() !== undefined) this.#isOver = true
    if (this.#isOver) return
    if (map.isComplete()) this.#over.set()
    else if (this.#workers.size > 0) this.#fill(group)
    // The only one was stopped so that another could take its place.
    else this.#begin(group, { slot: null })
  }

  *#work(group: TaskGroup, worker: Worker, opened: Answer | null): Coroutine<void> {
    const { map } = this.#options
    let failures = 0
    let answer = opened
    for (;;) {
      worker.slot ??= yield* this.#enter()
      if (worker.slot === null) return
      worker.segment ??= this.#isOneTooMany() ? null : map.take(this.#speeds())
      if (worker.segment === null) return
      const failure = yield* this.#attempt(group, worker, worker.segment, answer)
      answer = null
      if (failure === null) {
        failures = 0
        continue
      }
      const { error, broughtBytes } = failure
      const othersReceive = this.receiving > 0
      if (!broughtBytes && othersReceive) {
        this.#giveUp(worker, error)
        return
      }
      if (!broughtBytes) worker.slot.refused(error)
      failures = broughtBytes ? 1 : failures + 1
      if (error.code === 'stalled' && othersReceive) {
        this.#options.noted?.('stalled', error)
        continue
      }
      worker.slot.leave()
      worker.slot = null
      yield* this.#waitAfter(error, failures)
    }
  }

  /** null if the host wants to be left in peace for long, and others receive. */
  *#enter(): Coroutine<Slot | null> {
    const { lane, waiting } = this.#options
    try {
      return yield* lane.enter((wait) => {
        if (this.receiving === 0) waiting(wait)
      })
    } catch (thrown) {
      if (thrown instanceof CancelledError || this.receiving === 0) throw thrown
      return null
    }
  }

  /** Returns null when the segment is complete, else why not. Only a cancellation is thrown. */
  *#attempt(
    group: TaskGroup,
    worker: Worker,
    segment: Segment,
    opened: Answer | null,
  ): Coroutine<Failure | null> {
    const { map, connection } = this.#options
    let broughtBytes = false
    let ownBytes = 0
    const wrote = (bytes: number): void => {
      this.#bytes += bytes
      ownBytes += bytes
      if (!broughtBytes) {
        broughtBytes = true
        worker.isReceiving = true
        worker.slot?.works()
        this.#options.waiting(null)
        this.#fill(group)
      }
      connection.wrote(bytes)
    }
    try {
      const attempt = this.#newAttempt(worker)
      yield* fetchSegment({ ...connection, wrote }, segment, opened, attempt)
      if (segment.end === Number.POSITIVE_INFINITY) map.closeAt(segment)
      this.#noteFinished(ownBytes, worker.askedAtMs)
      return null
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      return { error: toDownloadError(thrown), broughtBytes }
    } finally {
      worker.isReceiving = false
      worker.segment = null
      worker.pace = null
      map.release(segment)
      if (segment.position === segment.end) this.#callOffRaceFor(segment)
    }
  }

  /** Fetches what another is slow to bring; if it comes first, it goes on with that. */
  *#race(group: TaskGroup, worker: Worker, slow: Segment): Coroutine<void> {
    const { map, connection } = this.#options
    let won: { readonly segment: Segment; readonly answer: Answer } | null
    try {
      won = yield* overtake(connection, map, slow, this.#newAttempt(worker))
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      const error = toDownloadError(thrown)
      this.#giveUp(worker, error)
      return
    } finally {
      worker.rival = null
      worker.pace = null
    }
    if (won === null) return
    this.#options.noted?.('stalled', null)
    // One that is writing finds its new end by itself.
    if (slow.position === slow.end) this.#workerOf(slow)?.task?.cancel()
    worker.segment = won.segment
    yield* this.#work(group, worker, won.answer)
  }

  #newAttempt(worker: Worker): Attempt {
    const pace = new Pace(this.#loop)
    worker.pace = pace
    worker.askedAtMs = this.#loop.now()
    worker.crawlsSinceMs = null
    return { pace, answered: (url) => worker.slot?.answeredBy(url) }
  }

  /** The others do its work. */
  #giveUp(worker: Worker, error: DownloadError): void {
    worker.slot?.refused(error)
    worker.slot?.leave()
    worker.slot = null
    // Those that are being opened may well work.
    const left = [...this.#workers].filter(({ slot }) => slot !== null).length
    this.#ramp.refused(this.#loop.now(), left)
    this.#options.noted?.('refused', error)
  }

  *#waitAfter(error: DownloadError, failures: number): Coroutine<void> {
    const delayMs = this.#options.retryDelayMs(error, failures)
    if (delayMs === null) throw error
    if (this.receiving === 0) this.#options.waiting({ error, delayMs })
    yield* sleep(delayMs)
  }

  *#watch(group: TaskGroup): Coroutine<void> {
    for (;;) {
      yield* sleep(LOOK_MS)
      this.#noteTypical()
      this.#ramp.look({
        nowMs: this.#loop.now(),
        bytes: this.#bytes,
        connections: this.#workers.size,
        opening: this.#opening(),
      })
      this.#yieldToOthers()
      this.#replaceOneThatCrawls()
      this.#fill(group)
    }
  }

  /** How many may bring their first bytes any moment. */
  #opening(): number {
    const sinceMs = this.#loop.now() - OPENING_MS
    return [...this.#workers].filter(
      ({ pace, isReceiving, askedAtMs }) => pace !== null && !isReceiving && askedAtMs > sinceMs,
    ).length
  }

  #most(): number {
    return Math.min(this.#options.limit, this.#ramp.target)
  }

  #isOneTooMany(): boolean {
    return this.#workers.size > this.#most()
  }

  /** Opens further connections, as long as there is work that they could do sooner than others. */
  #fill(group: TaskGroup): void {
    const { lane, map } = this.#options
    while (!this.#isOver && this.receiving > 0 && this.#workers.size < this.#most()) {
      const speeds = this.#speeds()
      const slowest = map.hasWork() ? null : this.#slowest(speeds)
      if (slowest === null && !map.hasWork()) return
      const slot = lane.tryEnter()
      if (slot === null) return
      if (slowest?.how === 'race') {
        this.#begin(group, { slot, rival: slowest.segment })
        continue
      }
      const segment = slowest ? map.split(slowest.segment, speeds) : map.take(speeds)
      if (segment === null) {
        slot.leave()
        return
      }
      this.#begin(group, { slot, segment })
    }
  }

  /** The remainder that would take longest, if something can be done about it. */
  #slowest({ of, typical }: Speeds): { segment: Segment; how: 'split' | 'race' } | null {
    const isRacing = [...this.#workers].some(({ rival }) => rival !== null)
    let slowest: { segment: Segment; how: 'split' | 'race' } | null = null
    let longestMs = 0
    for (const { segment } of this.#workers) {
      if (segment === null || segment.end === Number.POSITIVE_INFINITY) continue
      const { how, leftMs } = decideTail({
        bytes: segment.end - segment.claimed,
        bytesPerSec: of(segment),
        typicalBytesPerSec: typical,
        leastBytes: MIN_TAIL_BYTES,
      })
      if (how === 'wait' || (how === 'race' && isRacing) || leftMs <= longestMs) continue
      slowest = { segment, how }
      longestMs = leftMs
    }
    return slowest
  }

  #yieldToOthers(): void {
    if (this.#workers.size > 1 && this.#options.lane.isAskedToYield()) this.#stopOne()
  }

  /** Ends the slowest: what it has is kept, and its segment goes to the others. */
  #stopOne(): void {
    const speedOf = ({ pace }: Worker): number => pace?.bytesPerSec() ?? 0
    const withSlot = [...this.#workers].filter(({ slot }) => slot !== null)
    const [slowest] = withSlot.sort((a, b) => speedOf(a) - speedOf(b))
    slowest?.task?.cancel()
  }

  /** For connections that there is no idle one to race against. */
  #replaceOneThatCrawls(): void {
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
      if (!hasCrawledLong || isRaced || this.receiving < 2) continue
      this.#options.noted?.('stalled', null)
      worker.task?.cancel()
      return
    }
  }

  /** One that was too soon over to be measured meanwhile still tells what a connection can do. */
  #noteFinished(bytes: number, askedAtMs: number): void {
    this.#noteTypical()
    const bytesPerSec = (bytes * 1000) / Math.max(1, this.#loop.now() - askedAtMs)
    this.#typicalBytesPerSec = Math.max(this.#typicalBytesPerSec ?? 0, bytesPerSec)
  }

  /** The median of the connections, the better one of two. */
  #noteTypical(): void {
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

  #speeds(): Speeds {
    return {
      of: (segment) => this.#workerOf(segment)?.pace?.bytesPerSec() ?? null,
      typical: this.#typicalBytesPerSec,
    }
  }

  #workerOf(segment: Segment): Worker | undefined {
    return [...this.#workers].find((worker) => worker.segment === segment)
  }

  #callOffRaceFor(segment: Segment): void {
    for (const { rival, task } of this.#workers) if (rival === segment) task?.cancel()
  }
}
