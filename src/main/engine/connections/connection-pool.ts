import type { ConnectionPlan, SegmentWork } from '../../../shared/details'
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
} from '../../kernel'
import { type DownloadError, toDownloadError } from '../download-error'
import type { ConnectionPermit } from '../hosts/connection-permit'
import type { HostAccess, WaitListener } from '../hosts/host-access'
import type { HttpResponse } from '../ports/http'
import type { Segment } from '../segments/segment-map'
import type { Facts } from '../timeline'
import { ConnectionRamp } from './connection-ramp'
import { ConnectionSet, type ConnectionState } from './connection-set'
import { type Attempt, type ConnectionOptions, fetchSegment } from './fetch-segment'
import { hedge } from './hedge'
import type { RetryWait } from './retry-wait'
import { ThroughputMeter } from './throughput-meter'

const LIMITED_BY = {
  server: 'server',
  person: 'chosen',
  settings: 'setting',
} as const

/** How often it looks whether connections are left behind, or more could be there; and at the end. */
const LOOK_MS = 250
const LAST_LOOK_MS = 50

/** So many requests in a row have to meet another version before the file counts as changed. */
const MOST_SERVERS = 4

export interface PoolOptions {
  readonly connection: ConnectionOptions
  /** The way to the hosts, shared with other downloads. */
  readonly access: HostAccess
  /** Where connections wait before they try again. */
  readonly retryWait: RetryWait
  /** Most connections at a time, and who says so; may change at any moment. */
  readonly limit: () => ConnectionLimit
  /** How long to wait after a failure, in milliseconds; null to give up. */
  readonly retryDelayMs: (error: DownloadError, failures: number) => number | null
  /** Told while nothing comes in: why, and for how many milliseconds; null when it goes on. */
  readonly waiting: WaitListener
  /** Hears what happens to connections, and why; for the timeline. */
  readonly noted: (
    kind: 'split' | 'retrying' | 'refused' | 'stalled',
    error: DownloadError | null,
    facts?: Facts,
  ) => void
}

/** At least one. */
export interface ConnectionLimit {
  readonly most: number
  readonly by: 'server' | 'person' | 'settings'
}

/** What a new connection begins with; with nothing it looks for itself. */
interface Beginning {
  readonly permit: ConnectionPermit | null
  readonly segment?: Segment
  readonly opened?: HttpResponse | null
  readonly hedgedSegment?: Segment
}

interface Failure {
  readonly error: DownloadError
  readonly broughtBytes: boolean
}

/**
 * Fetches all that the connection's SegmentMap misses, over as many connections as it may have. A further connection that
 * the server refuses while others receive is given up without a word: the others do its work. One
 * that falls far behind is replaced, and the last remainders are shared or raced, so that the end
 * does not wait for the slowest.
 */
export class ConnectionPool {
  readonly #options: PoolOptions
  readonly #loop = runningLoop()
  readonly #ramp = new ConnectionRamp()
  readonly #connections = new ConnectionSet()
  readonly #over = new Event('the last connection')
  #isOver = false
  #opened = 0
  /** The right bytes came from this server just now. */
  #hasBrought = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Connections that bring bytes now. */
  get receiving(): number {
    return this.#connections.receiving
  }

  /** How many connections there should be now, and what keeps them from being more. */
  plan(): ConnectionPlan {
    const { access, connection, limit } = this.#options
    const { most, by } = limit()
    const target = this.#ramp.target(this.receiving, this.#loop.now())
    const reason = (): ConnectionPlan['limitedBy'] => {
      if (most <= target) return LIMITED_BY[by]
      if (this.#ramp.isBackingOff(this.#loop.now())) return 'refused'
      if (access.wantsMore()) return 'host'
      return connection.map.hasWork() ? 'growing' : 'little-left'
    }
    return { most: Math.min(most, target), limitedBy: reason() }
  }

  /** The connection that works on a segment: whether it brings bytes, and how fast. */
  workOn(segment: Readonly<Segment>): SegmentWork | null {
    const worker = this.#connections.connectionFor(segment)
    if (worker === undefined) return null
    const bytesPerSec = Math.round(worker.throughput?.bytesPerSec() ?? 0)
    return { isReceiving: worker.isReceiving, speedBytesPerSec: bytesPerSec }
  }

  /**
   * Returns when the map is complete. Throws the DownloadError that ended it. `first` is a response
   * to begin with, `permit` that of its connection, which is left in the end.
   */
  *run(first: HttpResponse | null, permit: ConnectionPermit | null): Coroutine<void> {
    const stopListening = currentTask().onHold((held) => {
      if (!held) this.#goOn()
    })
    try {
      yield* taskGroup((group) => this.#runIn(group, { opened: first, permit }))
    } finally {
      stopListening()
    }
  }

  /** A pause is over: nobody was slow in it. */
  #goOn(): void {
    for (const worker of this.#connections.all()) {
      worker.throughput?.discountPause()
      worker.slowSinceMs = null
    }
  }

  *#runIn(group: TaskGroup, beginning: Beginning): Coroutine<void> {
    const watches: Task<void>[] = []
    const later = this.#loop.callLater(LOOK_MS, () => {
      watches.push(group.spawn(this.#watch(group), 'watch'))
    })
    try {
      this.#begin(group, beginning)
      yield* this.#over.wait()
      later.cancel()
      for (const watch of watches) watch.cancel()
      // They wait for their host, with nothing left to fetch.
      for (const { task } of this.#connections.all()) task?.cancel()
    } finally {
      later.cancel()
      this.#isOver = true
    }
  }

  #begin(group: TaskGroup, { permit, segment, opened, hedgedSegment }: Beginning): void {
    const worker: ConnectionState = {
      task: null,
      permit,
      segment: segment ?? null,
      throughput: null,
      requestedAtMs: 0,
      isReceiving: false,
      hedgedSegment: hedgedSegment ?? null,
      slowSinceMs: null,
      ghedgeMs: 0,
    }
    this.#opened += 1
    this.#connections.add(worker)
    const work = hedgedSegment
      ? this.#hedge(group, worker, hedgedSegment)
      : this.#work(group, worker, opened ?? null)
    worker.task = group.spawn(work, `connection ${this.#opened}`)
    // Not in the Task itself: it may be cancelled before it has begun.
    worker.task.addDoneCallback((task: Task<void>) => this.#ended(group, worker, task))
  }

  #ended(group: TaskGroup, worker: ConnectionState, task: Task<void>): void {
    const { map } = this.#options.connection
    if (worker.segment !== null) map.release(worker.segment)
    this.#connections.delete(worker)
    worker.permit?.release()
    if (!task.cancelled() && task.exception() !== undefined) this.#isOver = true
    if (this.#isOver) return
    if (map.isComplete()) this.#over.set()
    else if (this.#connections.size > 0) this.#fill(group)
    // The only one was stopped so that another could take its place.
    else this.#begin(group, { permit: null })
  }

  *#work(group: TaskGroup, worker: ConnectionState, opened: HttpResponse | null): Coroutine<void> {
    const { map } = this.#options.connection
    let failures = 0
    let response = opened
    for (;;) {
      // The limit may have been lowered while it was at its last segment.
      if (response === null && this.#options.access.isOverLimit()) this.#leave(worker)
      worker.permit ??= yield* this.#enter()
      if (worker.permit === null) return
      worker.segment ??= this.#isOneTooMany() ? null : map.take(this.#connections.speeds())
      if (worker.segment === null) return
      const failure = yield* this.#attempt(group, worker, worker.segment, response)
      response = null
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
      if (!broughtBytes) worker.permit.refused(error)
      failures = broughtBytes ? 1 : failures + 1
      if (error.code === 'stalled' && othersReceive) {
        this.#options.noted('stalled', error)
        continue
      }
      this.#leave(worker)
      yield* this.#waitAfter(error, failures)
    }
  }

  #leave(worker: ConnectionState): void {
    worker.permit?.release()
    worker.permit = null
  }

  /** null if the host wants to be left in peace for long, and others receive. */
  *#enter(): Coroutine<ConnectionPermit | null> {
    const { access, waiting } = this.#options
    try {
      return yield* access.acquire((wait) => {
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
    worker: ConnectionState,
    segment: Segment,
    opened: HttpResponse | null,
  ): Coroutine<Failure | null> {
    const { connection } = this.#options
    const { map } = connection
    let broughtBytes = false
    let ownBytes = 0
    const wrote = (bytes: number): void => {
      ownBytes += bytes
      if (!broughtBytes) {
        broughtBytes = true
        this.#hasBrought = true
        this.#connections.firstBytes(worker, opened !== null)
        worker.permit?.received()
        this.#options.waiting(null)
        this.#fill(group)
      }
      connection.wrote(bytes)
    }
    try {
      const attempt = this.#newAttempt(worker)
      yield* fetchSegment({ ...connection, wrote }, segment, opened, attempt)
      if (segment.end === Number.POSITIVE_INFINITY) map.closeAt(segment)
      this.#connections.segmentFinished(ownBytes, worker.requestedAtMs)
      return null
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      return { error: toDownloadError(thrown), broughtBytes }
    } finally {
      worker.isReceiving = false
      worker.segment = null
      worker.throughput = null
      map.release(segment)
      if (segment.position === segment.end) this.#cancelHedgeOf(segment)
    }
  }

  /** Fetches what another is slow to bring; if it comes first, it goes on with that. */
  *#hedge(group: TaskGroup, worker: ConnectionState, slow: Segment): Coroutine<void> {
    const { connection } = this.#options
    let won: { readonly segment: Segment; readonly response: HttpResponse } | null
    try {
      won = yield* hedge(connection, slow, this.#newAttempt(worker))
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      const error = toDownloadError(thrown)
      this.#giveUp(worker, error)
      return
    } finally {
      worker.hedgedSegment = null
      worker.throughput = null
    }
    if (won === null) return
    this.#options.noted('stalled', null)
    // One that is writing finds its new end by itself.
    if (slow.position === slow.end) this.#connections.connectionFor(slow)?.task?.cancel()
    worker.segment = won.segment
    yield* this.#work(group, worker, won.response)
  }

  #newAttempt(worker: ConnectionState): Attempt {
    const throughput = new ThroughputMeter(this.#loop)
    worker.throughput = throughput
    this.#connections.requestSent(worker)
    return { throughput, answered: (url) => worker.permit?.answeredBy(url) }
  }

  /** The others do its work. */
  #giveUp(worker: ConnectionState, error: DownloadError): void {
    worker.permit?.refused(error)
    this.#leave(worker)
    // Those that are being opened may well work.
    const left = [...this.#connections.all()].filter(({ permit }) => permit !== null).length
    this.#ramp.refused(this.#loop.now(), left)
    this.#options.noted('refused', error)
  }

  *#waitAfter(error: DownloadError, failures: number): Coroutine<void> {
    // Behind one name may stand servers that differ, and the next request may meet the right one.
    const mayBeOneServer = error.family === 'restart' && this.#hasBrought && failures < MOST_SERVERS
    const delayMs = mayBeOneServer ? 0 : this.#options.retryDelayMs(error, failures)
    if (delayMs === null) throw error
    this.#options.noted('retrying', error, { delayMs })
    if (this.receiving === 0) this.#options.waiting({ error, delayMs })
    yield* this.#options.retryWait.wait(delayMs)
  }

  *#watch(group: TaskGroup): Coroutine<void> {
    for (;;) {
      this.#connections.measure()
      this.#stopSurplus()
      this.#yieldToOthers()
      this.#replaceStraggler()
      this.#fill(group)
      const isIdle = this.#connections.size < this.#most()
      yield* sleep(isIdle ? LAST_LOOK_MS : LOOK_MS)
    }
  }

  #most(): number {
    return Math.min(this.#options.limit().most, this.#ramp.target(this.receiving, this.#loop.now()))
  }

  #isOneTooMany(): boolean {
    return this.#connections.size > this.#most()
  }

  /** Opens further connections, as long as there is work that they could do sooner than others. */
  #fill(group: TaskGroup): void {
    const { access, connection } = this.#options
    const { map } = connection
    while (!this.#isOver && this.receiving > 0 && this.#connections.size < this.#most()) {
      const speeds = this.#connections.speeds()
      const slowest = map.hasWork() ? null : this.#connections.slowestRemainder(speeds)
      if (slowest === null && !map.hasWork()) return
      const permit = access.tryAcquire()
      if (permit === null) return
      if (slowest?.how === 'hedge') {
        this.#begin(group, { permit, hedgedSegment: slowest.segment })
        continue
      }
      const segment = slowest ? map.split(slowest.segment, speeds) : map.take(speeds)
      if (segment === null) {
        permit.release()
        return
      }
      this.#options.noted('split', null, { connections: this.#connections.size + 1 })
      this.#begin(group, { permit, segment })
    }
  }

  #yieldToOthers(): void {
    if (this.#connections.size > 1 && this.#options.access.shouldYield()) this.#stopOne()
  }

  /** A person has set a lower limit: the others take over what these leave. */
  #stopSurplus(): void {
    const there = [...this.#connections.all()].filter(({ task }) => task?.cancelling() === 0)
    const surplus = there.length - this.#options.limit().most
    if (surplus <= 0) return
    const worth = ({ permit, isReceiving, throughput }: ConnectionState): number =>
      (permit === null ? 0 : 1) + (isReceiving ? 1 : 0) + (throughput?.bytesPerSec() ?? 0)
    const least = there.sort((a, b) => worth(a) - worth(b)).slice(0, surplus)
    for (const { task } of least) task?.cancel()
  }

  /** Ends the slowest: what it has is kept, and its segment goes to the others. */
  #stopOne(): void {
    const speedOf = ({ throughput }: ConnectionState): number => throughput?.bytesPerSec() ?? 0
    const withSlot = [...this.#connections.all()].filter(({ permit }) => permit !== null)
    const [slowest] = withSlot.sort((a, b) => speedOf(a) - speedOf(b))
    slowest?.task?.cancel()
  }

  /** For connections that there is no idle one to race against. */
  #replaceStraggler(): void {
    const straggler = this.#connections.straggler()
    if (straggler === null || this.receiving < 2) return
    this.#options.noted('stalled', null)
    this.#connections.extendGrace()
    straggler.task?.cancel()
  }

  #cancelHedgeOf(segment: Segment): void {
    for (const { hedgedSegment, task } of this.#connections.all())
      if (hedgedSegment === segment) task?.cancel()
  }
}
