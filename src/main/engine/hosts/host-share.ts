import { type Coroutine, currentTask, Future } from '../../kernel'
import { ConnectionPermit, type PermitHolder } from './connection-permit'
import type { Host } from './host'
import type { HostRegistry } from './host-registry'
import type { Claimant, PermitAllocator } from './permit-allocator'

/** A download that got no permit still counts as wanting one for this long, unless it asks again. */
const DEMAND_MS = 1_000

/**
 * The permits that one download holds and waits for, at the host of its link and at the host that
 * answers in its place.
 */
export class HostShare implements Claimant, PermitHolder {
  readonly #registry: HostRegistry
  readonly #allocator: PermitAllocator
  readonly #permits = new Set<ConnectionPermit>()
  readonly #own: Host
  /** Where the latest response came from. */
  #answering: Host
  #demandUntilMs = Number.NEGATIVE_INFINITY
  readonly #waiting: Future<ConnectionPermit>[] = []
  #isPaused = false

  constructor(registry: HostRegistry, allocator: PermitAllocator, own: Host) {
    this.#registry = registry
    this.#allocator = allocator
    this.#own = own
    this.#answering = own
  }

  /** The link's host, and the answering host if it is another one. */
  get hosts(): readonly Host[] {
    return this.#own === this.#answering ? [this.#own] : [this.#own, this.#answering]
  }

  get isEmpty(): boolean {
    return this.#permits.size === 0
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** Whether it asked for a permit a moment ago and got none. */
  get hasRecentDemand(): boolean {
    return this.#demandUntilMs > this.#registry.loop.now()
  }

  has(permit: ConnectionPermit): boolean {
    return this.#permits.has(permit)
  }

  /** Takes a permit whether or not there is one. */
  take(): ConnectionPermit {
    this.#demandUntilMs = Number.NEGATIVE_INFINITY
    const permit = new ConnectionPermit(this.#registry, this, this.hosts)
    this.#permits.add(permit)
    return permit
  }

  /** Takes a permit, or counts as wanting one for a while. */
  tryTake(): ConnectionPermit | null {
    if (this.hosts.every((host) => this.#allocator.mayGrant(host, this))) return this.take()
    this.#demandUntilMs = this.#registry.loop.now() + DEMAND_MS
    return null
  }

  /** Waits for a permit; `waiting` is called if there is none at once. While paused, others go first. */
  *wait(waiting: () => void): Coroutine<ConnectionPermit> {
    const turn = new Future<ConnectionPermit>({ toString: () => `a permit at ${this.#own.name}` })
    this.#waiting.push(turn)
    const stopListening = currentTask().onHold((isPaused) => {
      this.#isPaused = isPaused
      // Granted before the Task could use it: others would wait for as long as the pause lasts.
      if (isPaused && turn.done() && !turn.cancelled()) turn.result().release()
      if (!isPaused) this.#allocator.grantWaiting()
    })
    this.#allocator.grantWaiting()
    if (!turn.done()) waiting()
    try {
      return yield* turn
    } catch (error) {
      // Cancelled, possibly after the permit was granted and before the Task could use it.
      if (!turn.cancelled()) turn.result().release()
      throw error
    } finally {
      stopListening()
      this.#waiting.splice(this.#waiting.indexOf(turn), 1)
    }
  }

  releaseAll(): void {
    for (const permit of [...this.#permits]) permit.release()
  }

  permitsAt(host: Host): number {
    return [...this.#permits].filter(({ hosts }) => hosts.has(host)).length
  }

  hasDemandAt(host: Host): boolean {
    if (!this.hosts.includes(host)) return false
    return this.hasRecentDemand || (this.isWaiting && !this.#isPaused)
  }

  takeWaiting(): void {
    if (this.#isPaused) return
    for (const turn of [...this.#waiting]) {
      if (turn.done()) continue
      const permit = this.tryTake()
      if (permit === null) return
      turn.setResult(permit)
    }
  }

  answeredBy(host: Host): void {
    this.#answering = host
  }

  receivesFrom(host: Host): boolean {
    return [...this.#permits].some(({ hosts, isReceiving }) => isReceiving && hosts.has(host))
  }

  released(permit: ConnectionPermit): void {
    this.#permits.delete(permit)
    this.#allocator.grantWaiting()
  }
}
