import { type Coroutine, runningLoop, sleep } from '../../kernel'
import { DownloadError } from '../download-error'
import type { ConnectionPermit } from './connection-permit'
import type { Host } from './host'
import type { HostShare } from './host-share'
import type { PermitAllocator } from './permit-allocator'
import { LONGEST_RETRY_AFTER_MS } from './retry-after'

/** Waiting downloads come back at different moments, up to this long after the back-off. */
const JITTER_MS = 1_000

/** Why a download receives nothing, and for how many milliseconds. */
export interface WaitNotice {
  readonly error: DownloadError
  readonly delayMs: number
}

/** Told when a download starts to wait; null when the wait is over. */
export type WaitListener = (wait: WaitNotice | null) => void

export interface HostAccessOptions {
  readonly share: HostShare
  readonly allocator: PermitAllocator
  /** Called when the download begins to wait for a permit. */
  readonly waiting: () => void
  /** A number in `[0, 1)`. */
  readonly random: () => number
}

/** One download's access to the host of its link: a permit for each connection, and back-off. */
export class HostAccess {
  readonly #share: HostShare
  readonly #options: HostAccessOptions
  readonly #loop = runningLoop()

  /** Use `HostLimits.accessTo`. */
  constructor(options: HostAccessOptions) {
    this.#options = options
    this.#share = options.share
  }

  /**
   * Waits for a permit for one connection, and for the end of the host's back-off, which `tell`
   * hears about. Throws the host's own DownloadError if the back-off is too long to wait for.
   */
  *acquire(tell: WaitListener): Coroutine<ConnectionPermit> {
    for (;;) {
      yield* this.#waitForBackoff(tell)
      const permit = yield* this.#share.wait(this.#options.waiting)
      // Since the grant, the limit may have been lowered, or the Task paused.
      const isUsable = this.#share.has(permit) && !this.isOverLimit()
      if (isUsable && this.#backingOffHost() === null) return permit
      permit.release()
    }
  }

  /** Holds a permit while `body` runs, which makes one connection at a time. */
  *withPermit<T>(tell: WaitListener, body: () => Coroutine<T>): Coroutine<T> {
    const permit = yield* this.acquire(tell)
    try {
      return yield* body()
    } finally {
      permit.release()
    }
  }

  /** A permit if there is one at once; otherwise the download counts as wanting one for a while. */
  tryAcquire(): ConnectionPermit | null {
    return this.#backingOffHost() === null ? this.#share.tryTake() : null
  }

  /** A permit for a connection that is open already, regardless of the limits. */
  acquireUnchecked(): ConnectionPermit {
    return this.#share.take()
  }

  /**
   * Acquires a permit and runs `body`, which opens the first connection. Returns the response and
   * the permit, which the caller releases. If `body` fails, the host's limit learns from the error,
   * and the permit is released.
   */
  *open<T extends { readonly url: string }>(
    tell: WaitListener,
    body: () => Coroutine<T>,
  ): Coroutine<{ readonly response: T; readonly permit: ConnectionPermit }> {
    const permit = yield* this.acquire(tell)
    try {
      const response = yield* body()
      permit.answeredBy(response.url)
      return { response, permit }
    } catch (error) {
      if (error instanceof DownloadError) permit.refused(error)
      permit.release()
      throw error
    }
  }

  /** Whether the download should close one of its connections in favor of others. */
  shouldYield(): boolean {
    return this.#share.hosts.some((host) => this.#options.allocator.shouldYield(host, this.#share))
  }

  /** Whether the download would open one more connection if its host had a permit. */
  wantsMore(): boolean {
    return this.#share.hasRecentDemand
  }

  /** Whether one of its hosts has more connections than it may have. */
  isOverLimit(): boolean {
    return this.#share.hosts.some((host) => this.#options.allocator.isOverLimit(host))
  }

  /** Whether it has no permit, and waits for one at a host where the other download holds some. */
  isBlockedBy(other: HostAccess): boolean {
    if (!this.#share.isEmpty || !this.#share.isWaiting) return false
    return this.#share.hosts.some((host) => other.#share.permitsAt(host) > 0)
  }

  /** Releases all permits; the access must not be used any more. */
  close(): void {
    this.#share.releaseAll()
    this.#options.allocator.remove(this.#share)
  }

  *#waitForBackoff(tell: WaitListener): Coroutine<void> {
    for (let host = this.#backingOffHost(); host !== null; host = this.#backingOffHost()) {
      const { error } = host.backoff ?? {}
      if (error === undefined) return
      const leftMs = host.backoffMs(this.#loop.now())
      const reason = new DownloadError(error.code, { ...error.facts, retryAfterMs: leftMs }, error)
      if (leftMs > LONGEST_RETRY_AFTER_MS) throw reason
      const delayMs = leftMs + JITTER_MS * this.#options.random()
      tell({ error: reason, delayMs })
      yield* sleep(delayMs)
      tell(null)
    }
  }

  #backingOffHost(): Host | null {
    const nowMs = this.#loop.now()
    return this.#share.hosts.find((host) => host.backoffMs(nowMs) > 0) ?? null
  }
}
