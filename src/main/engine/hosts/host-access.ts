import { type Coroutine, currentTask, Future, sleep } from '../../kernel'
import { DownloadError } from '../download-error'
import { ConnectionPermit } from './connection-permit'
import type { Host } from './host'
import type { HostLimits } from './host-limits'

/** A host that asks for more patience than this is left for the person to retry. */
export const LONGEST_RETRY_AFTER_MS = 10 * 60_000

/** Who did not get a permit wants one for so long, unless it asks again. */
const DEMAND_MS = 1_000

/** Why a download receives nothing, and for how many milliseconds. */
export interface WaitNotice {
  readonly error: DownloadError
  readonly delayMs: number
}

/** Told when a download starts to wait; null when the wait is over. */
export type WaitListener = (wait: WaitNotice | null) => void

/**
 * One download's way to its host, and to the host that responses in its place, where that is another.
 */
export class HostAccess {
  readonly #limits: HostLimits
  readonly #permits = new Set<ConnectionPermit>()
  readonly #own: Host
  /** Where the last response came from. */
  #answering: Host
  #demandUntilMs = Number.NEGATIVE_INFINITY
  readonly #line: Future<ConnectionPermit>[] = []
  #isHeld = false

  /** Use `HostLimits.access`. */
  constructor(limits: HostLimits, host: string) {
    this.#limits = limits
    this.#own = limits.host(host)
    this.#answering = this.#own
  }

  /**
   * Waits for a permit for one connection; if the host asked to be left in peace, until it may be
   * asked again, which `tell` hears of. Throws the host's own DownloadError if that is too long.
   */
  *acquire(tell: WaitListener): Coroutine<ConnectionPermit> {
    for (;;) {
      yield* this.#waitForBackoff(tell)
      const permit = yield* this.#waitForPermit()
      // The limit may have been lowered since its turn came, or the Task held.
      if (this.#backingOffHost() === null && !this.isOverLimit() && this.#permits.has(permit))
        return permit
      permit.release()
    }
  }

  /** Enters for one connection after the other, for as long as `body` runs. */
  *withPermit<T>(tell: WaitListener, body: () => Coroutine<T>): Coroutine<T> {
    const permit = yield* this.acquire(tell)
    try {
      return yield* body()
    } finally {
      permit.release()
    }
  }

  /** A permit, if there is one at once; else this access counts as wanting one for a while. */
  tryAcquire(): ConnectionPermit | null {
    return this.#backingOffHost() === null ? this.#takePermit() : null
  }

  /** A permit for a connection that is there already, limits or not. */
  acquireUnchecked(): ConnectionPermit {
    this.#demandUntilMs = Number.NEGATIVE_INFINITY
    const permit = new ConnectionPermit(this.#limits, this, this.#hosts())
    this.#permits.add(permit)
    return permit
  }

  /**
   * Enters, and runs `body`, which opens the first connection; returns its result and the permit,
   * which has to be left. If it fails, the host is judged by that, and the permit left.
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

  /** Whether one of its connections should end, so that others have their share. */
  shouldYield(): boolean {
    return this.#hosts().some((host) => this.#limits.shouldYield(host, this))
  }

  /** Whether it would have one more connection if its host had a place. */
  wantsMore(): boolean {
    return this.#demandUntilMs > this.#limits.loop.now()
  }

  /** Whether one of its hosts has more connections than it may. */
  isOverLimit(): boolean {
    return this.#hosts().some((host) => this.#limits.isOverLimit(host))
  }

  /** Whether it has nothing, and waits for a place at a host where the other one has some. */
  isBlockedBy(other: HostAccess): boolean {
    if (this.#permits.size > 0 || this.#line.length === 0) return false
    return this.#hosts().some((host) => other.permitsAt(host) > 0)
  }

  /** Leaves all permits, and is not to be used any more. */
  close(): void {
    for (const permit of [...this.#permits]) permit.release()
    this.#limits.closed(this)
  }

  /** For HostLimits and permits alone, as all that follows. */
  permitsAt(host: Host): number {
    return [...this.#permits].filter(({ hosts }) => hosts.has(host)).length
  }

  receivesFrom(host: Host): boolean {
    return [...this.#permits].some(({ hosts, isReceiving }) => isReceiving && hosts.has(host))
  }

  hasDemand(host: Host, nowMs: number): boolean {
    if (!this.#hosts().includes(host)) return false
    return this.#demandUntilMs > nowMs || (this.#line.length > 0 && !this.#isHeld)
  }

  serve(): void {
    if (this.#isHeld) return
    for (const turn of [...this.#line]) {
      if (turn.done()) continue
      const permit = this.#takePermit()
      if (permit === null) return
      turn.setResult(permit)
    }
  }

  answeredBy(host: Host): void {
    this.#answering = host
  }

  released(permit: ConnectionPermit): void {
    this.#permits.delete(permit)
  }

  #takePermit(): ConnectionPermit | null {
    if (this.#hosts().every((host) => this.#limits.mayGrant(host, this)))
      return this.acquireUnchecked()
    this.#demandUntilMs = this.#limits.loop.now() + DEMAND_MS
    return null
  }

  #hosts(): Host[] {
    return this.#own === this.#answering ? [this.#own] : [this.#own, this.#answering]
  }

  *#waitForPermit(): Coroutine<ConnectionPermit> {
    const turn = new Future<ConnectionPermit>({ toString: () => `a permit at ${this.#own.name}` })
    this.#line.push(turn)
    const task = currentTask()
    const stopListening = task.onHold((held) => {
      this.#isHeld = held
      // Its turn came before the Task could use it: others would wait for as long as it is held.
      if (held && turn.done() && !turn.cancelled()) turn.result().release()
      if (!held) this.#limits.serve()
    })
    this.#limits.serve()
    if (!turn.done()) this.#limits.waiting()
    try {
      return yield* turn
    } catch (error) {
      // Cancelled: also after its turn came, before the Task could use it.
      if (!turn.cancelled()) turn.result().release()
      throw error
    } finally {
      stopListening()
      this.#line.splice(this.#line.indexOf(turn), 1)
    }
  }

  *#waitForBackoff(tell: WaitListener): Coroutine<void> {
    for (let host = this.#backingOffHost(); host !== null; host = this.#backingOffHost()) {
      const { error } = host.backoff ?? {}
      const leftMs = host.backoffMs(this.#limits.loop.now())
      if (error === undefined) return
      const told = new DownloadError(error.code, { ...error.facts, retryAfterMs: leftMs }, error)
      if (leftMs > LONGEST_RETRY_AFTER_MS) throw told
      // So that not all that wait come back together.
      const delayMs = leftMs + 1_000 * this.#limits.random()
      tell({ error: told, delayMs })
      yield* sleep(delayMs)
      tell(null)
    }
  }

  #backingOffHost(): Host | null {
    const nowMs = this.#limits.loop.now()
    return this.#hosts().find((host) => host.backoffMs(nowMs) > 0) ?? null
  }
}
