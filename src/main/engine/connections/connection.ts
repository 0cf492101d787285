import { CancelledError, type Coroutine, runningLoop, type Task } from '../../kernel'
import { type DownloadError, toDownloadError } from '../download-error'
import type { ConnectionPermit } from '../hosts/connection-permit'
import type { HttpResponse } from '../ports/http'
import type { Segment } from '../segments/segment-map'
import type { ConnectionRamp } from './connection-ramp'
import type { ConnectionSet, ConnectionState } from './connection-set'
import { type Attempt, fetchSegment } from './fetch-segment'
import { hedge, type Won } from './hedge'
import type { PoolOptions } from './pool-options'
import { ThroughputMeter } from './throughput-meter'

/** This many requests in a row must meet another version before the file counts as changed. */
const MOST_SERVERS = 4

/** What a new connection starts with; whatever is missing, it looks for itself. */
export interface ConnectionStart {
  readonly permit: ConnectionPermit | null
  readonly segment?: Segment
  readonly opened?: HttpResponse | null
  readonly hedgedSegment?: Segment
}

/** The pool of a connection. */
export interface ConnectionContext {
  readonly options: PoolOptions
  readonly connections: ConnectionSet<Connection>
  readonly ramp: ConnectionRamp
  /** Whether there are more connections than there should be. */
  readonly isOneTooMany: () => boolean
  /** Called with the first bytes of each attempt. */
  readonly receiving: () => void
}

interface Failure {
  readonly error: DownloadError
  readonly hasReceived: boolean
}

/** One connection of a pool: fetches one segment after the other while there is work. */
export class Connection implements ConnectionState {
  task: Task<void> | null = null
  segment: Segment | null
  hedgedSegment: Segment | null
  throughput: ThroughputMeter | null = null
  isReceiving = false
  readonly #context: ConnectionContext
  readonly #opened: HttpResponse | null
  readonly #loop = runningLoop()
  #permit: ConnectionPermit | null

  constructor(context: ConnectionContext, start: ConnectionStart) {
    this.#context = context
    this.#permit = start.permit
    this.segment = start.segment ?? null
    this.hedgedSegment = start.hedgedSegment ?? null
    this.#opened = start.opened ?? null
  }

  get hasPermit(): boolean {
    return this.#permit !== null
  }

  get isEnding(): boolean {
    return this.task !== null && this.task.cancelling() > 0
  }

  end(): void {
    this.task?.cancel()
  }

  /**
   * Returns when nothing is left for this connection. Throws the DownloadError that ends the
   * transfer. The pool releases segment and permit.
   */
  *run(): Coroutine<void> {
    yield* this.hedgedSegment === null
      ? this.#fetchSegments(this.#opened)
      : this.#runHedge(this.hedgedSegment)
  }

  releasePermit(): void {
    this.#permit?.release()
    this.#permit = null
  }

  *#fetchSegments(opened: HttpResponse | null): Coroutine<void> {
    const { options, connections, isOneTooMany } = this.#context
    const { map } = options.connection
    let failures = 0
    let response = opened
    for (;;) {
      // The limit may have been lowered during the last segment.
      if (response === null && options.access.isOverLimit()) this.releasePermit()
      this.#permit ??= yield* this.#acquirePermit()
      if (this.#permit === null) return
      this.segment ??= isOneTooMany() ? null : map.take(connections.speeds())
      if (this.segment === null) return
      const failure = yield* this.#attempt(this.segment, response)
      response = null
      if (failure === null) {
        failures = 0
        continue
      }
      const { error, hasReceived } = failure
      const othersReceive = connections.receiving > 0
      if (!hasReceived && othersReceive) {
        this.#giveUp(error)
        return
      }
      if (!hasReceived) this.#permit.refused(error)
      failures = hasReceived ? 1 : failures + 1
      if (error.code === 'stalled' && othersReceive) {
        options.noted('stalled', error)
        continue
      }
      this.releasePermit()
      yield* this.#waitAfter(error, failures)
    }
  }

  /** null if the host asks for a long back-off while other connections receive. */
  *#acquirePermit(): Coroutine<ConnectionPermit | null> {
    const { options, connections } = this.#context
    try {
      return yield* options.access.acquire((wait) => {
        if (connections.receiving === 0) options.waiting(wait)
      })
    } catch (thrown) {
      if (thrown instanceof CancelledError || connections.receiving === 0) throw thrown
      return null
    }
  }

  /** Returns null when the segment is complete, otherwise the reason. Throws only a cancellation. */
  *#attempt(segment: Segment, opened: HttpResponse | null): Coroutine<Failure | null> {
    const { options, connections, receiving } = this.#context
    const { map, wrote } = options.connection
    let ownBytes = 0
    const counted = (bytes: number): void => {
      if (ownBytes === 0) {
        this.isReceiving = true
        connections.firstBytes(this, opened !== null)
        this.#permit?.received()
        options.waiting(null)
        receiving()
      }
      ownBytes += bytes
      wrote(bytes)
    }
    try {
      const attempt = this.#newAttempt()
      yield* fetchSegment({ ...options.connection, wrote: counted }, segment, opened, attempt)
      if (segment.end === Number.POSITIVE_INFINITY) map.closeAt(segment)
      connections.segmentFinished(this, ownBytes)
      return null
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      return { error: toDownloadError(thrown), hasReceived: ownBytes > 0 }
    } finally {
      this.isReceiving = false
      this.segment = null
      this.throughput = null
      map.release(segment)
      if (segment.position === segment.end) this.#endHedgesOf(segment)
    }
  }

  /** Fetches the remainder of a slow connection; if it wins, it goes on with that segment. */
  *#runHedge(slow: Segment): Coroutine<void> {
    const { options, connections } = this.#context
    let won: Won | null
    try {
      won = yield* hedge(options.connection, slow, this.#newAttempt())
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      this.#giveUp(toDownloadError(thrown))
      return
    } finally {
      this.hedgedSegment = null
      this.throughput = null
    }
    if (won === null) return
    options.noted('stalled', null)
    // A connection in the middle of a write notices its new end itself.
    if (slow.position === slow.end) connections.connectionFor(slow)?.end()
    this.segment = won.segment
    yield* this.#fetchSegments(won.response)
  }

  #endHedgesOf(segment: Segment): void {
    for (const other of this.#context.connections.all()) {
      if (other.hedgedSegment === segment) other.end()
    }
  }

  #newAttempt(): Attempt {
    const throughput = new ThroughputMeter(this.#loop)
    this.throughput = throughput
    this.#context.connections.requestSent(this)
    return { throughput, answered: (url) => this.#permit?.answeredBy(url) }
  }

  /** The server refused this connection while others receive: they do its work. */
  #giveUp(error: DownloadError): void {
    const { options, connections, ramp } = this.#context
    this.#permit?.refused(error)
    this.releasePermit()
    // Connections that are being opened may well succeed.
    const left = connections.all().filter(({ hasPermit }) => hasPermit).length
    ramp.refused(this.#loop.now(), left)
    options.noted('refused', error)
  }

  *#waitAfter(error: DownloadError, failures: number): Coroutine<void> {
    const { options, connections } = this.#context
    // One name may stand for several servers, and the next request may reach the right one.
    const mayBeOneServer = error.family === 'restart' && connections.hasReceived
    const isImmediate = mayBeOneServer && failures < MOST_SERVERS
    const delayMs = isImmediate ? 0 : options.retryDelayMs(error, failures)
    if (delayMs === null) throw error
    options.noted('retrying', error, { delayMs })
    if (connections.receiving === 0) options.waiting({ error, delayMs })
    yield* options.retryWait.wait(delayMs)
  }
}
