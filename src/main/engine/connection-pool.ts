import { CancelledError, type Coroutine, sleep, type TaskGroup, taskGroup } from '../kernel'
import { type DownloadError, toDownloadError } from './download-error'
import { type Connection, fetchSegment } from './fetch-segment'
import type { Answer } from './ports'
import type { Segment, SegmentMap } from './segment-map'

export interface PoolOptions {
  readonly map: SegmentMap
  readonly connection: Connection
  /** Most connections at a time. */
  readonly limit: number
  /** How long to wait after a failure, in milliseconds; null to give up. */
  readonly retryDelayMs: (error: DownloadError, failures: number) => number | null
  /** Told while nothing comes in: why, and for how many milliseconds; null when it goes on. */
  readonly waiting: (wait: { error: DownloadError; delayMs: number } | null) => void
}

/**
 * Fetches all that a SegmentMap misses, over as many connections as pay. A further connection that
 * the server refuses while others receive is given up without a word: the others do its work.
 */
export class ConnectionPool {
  readonly #options: PoolOptions
  readonly #connection: Connection
  #workers = 0
  #receiving = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.#connection = options.connection
  }

  /** Connections that bring bytes now. */
  get receiving(): number {
    return this.#receiving
  }

  /** Returns when the map is complete. Throws the DownloadError that ended it. */
  *run(first: Answer | null): Coroutine<void> {
    yield* taskGroup((group) => this.#beginWith(group, first))
  }

  *#beginWith(group: TaskGroup, first: Answer | null): Coroutine<void> {
    this.#addWorker(group, first)
  }

  #addWorker(group: TaskGroup, first: Answer | null): void {
    this.#workers += 1
    group.spawn(this.#work(group, first), `connection ${this.#workers}`)
  }

  *#work(group: TaskGroup, first: Answer | null): Coroutine<void> {
    const { map } = this.#options
    let opened = first
    let failures = 0
    try {
      for (let segment = map.take(); segment !== null; segment = map.take()) {
        const error = yield* this.#attempt(group, segment, opened)
        opened = null
        if (error === null) {
          failures = 0
          continue
        }
        if (!error.broughtBytes && this.#receiving > 0) return
        failures = error.broughtBytes ? 1 : failures + 1
        yield* this.#waitAfter(error.error, failures)
      }
    } finally {
      opened?.close()
      this.#workers -= 1
    }
  }

  /** Returns null when the segment is complete, else why not. Only a cancellation is thrown. */
  *#attempt(
    group: TaskGroup,
    segment: Segment,
    opened: Answer | null,
  ): Coroutine<{ error: DownloadError; broughtBytes: boolean } | null> {
    const { map, limit } = this.#options
    const attempt = { broughtBytes: false }
    const wrote = (bytes: number): void => {
      if (!attempt.broughtBytes) {
        attempt.broughtBytes = true
        this.#receiving += 1
        this.#options.waiting(null)
        while (this.#workers < limit && map.hasWork()) this.#addWorker(group, null)
      }
      this.#connection.wrote(bytes)
    }
    try {
      yield* fetchSegment({ ...this.#connection, wrote }, segment, opened)
      if (segment.end === Number.POSITIVE_INFINITY) map.closeAt(segment)
      return null
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      return { error: toDownloadError(thrown), ...attempt }
    } finally {
      if (attempt.broughtBytes) this.#receiving -= 1
      map.release(segment)
    }
  }

  *#waitAfter(error: DownloadError, failures: number): Coroutine<void> {
    const delayMs = this.#options.retryDelayMs(error, failures)
    if (delayMs === null) throw error
    if (this.#receiving === 0) this.#options.waiting({ error, delayMs })
    yield* sleep(delayMs)
  }
}
