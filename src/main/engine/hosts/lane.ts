import { type Coroutine, currentTask, Future, sleep } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Host } from './host'
import type { HostLimits } from './host-limits'
import { Slot } from './slot'

/** A host that asks for more patience than this is left for the person to retry. */
export const LONGEST_QUIET_MS = 10 * 60_000

/** Who did not get a slot wants one for so long, unless it asks again. */
const WISH_MS = 1_000

/** Told while a host is left in peace: why, and for how many milliseconds; null when it is over. */
export type Tell = (wait: { error: DownloadError; delayMs: number } | null) => void

/**
 * One download's way to its host, and to the host that answers in its place, where that is another.
 */
export class Lane {
  readonly #limits: HostLimits
  readonly #slots = new Set<Slot>()
  readonly #own: Host
  /** Where the last answer came from. */
  #answering: Host
  #wishUntilMs = Number.NEGATIVE_INFINITY
  readonly #line: Future<Slot>[] = []
  #isHeld = false

  /** Use `HostLimits.lane`. */
  constructor(limits: HostLimits, host: string) {
    this.#limits = limits
    this.#own = limits.host(host)
    this.#answering = this.#own
  }

  /**
   * Waits for a slot for one connection; if the host asked to be left in peace, until it may be
   * asked again, which `tell` hears of. Throws the host's own DownloadError if that is too long.
   */
  *enter(tell: Tell): Coroutine<Slot> {
    for (;;) {
      yield* this.#peace(tell)
      const slot = yield* this.#turn()
      // The limit may have been lowered since its turn came, or the Task held.
      if (this.#quietHost() === null && !this.isOverfull() && this.#slots.has(slot)) return slot
      slot.leave()
    }
  }

  /** Enters for one connection after the other, for as long as `body` runs. */
  *during<T>(tell: Tell, body: () => Coroutine<T>): Coroutine<T> {
    const slot = yield* this.enter(tell)
    try {
      return yield* body()
    } finally {
      slot.leave()
    }
  }

  /** A slot, if there is one at once; else this lane counts as wanting one for a while. */
  tryEnter(): Slot | null {
    return this.#quietHost() === null ? this.#takeSlot() : null
  }

  /** A slot for a connection that is there already, limits or not. */
  enterAnyway(): Slot {
    this.#wishUntilMs = Number.NEGATIVE_INFINITY
    const slot = new Slot(this.#limits, this, this.#hosts())
    this.#slots.add(slot)
    return slot
  }

  /**
   * Enters, and runs `body`, which opens the first connection; returns its result and the slot,
   * which has to be left. If it fails, the host is judged by that, and the slot left.
   */
  *begin<T extends { readonly url: string }>(
    tell: Tell,
    body: () => Coroutine<T>,
  ): Coroutine<{ readonly answer: T; readonly slot: Slot }> {
    const slot = yield* this.enter(tell)
    try {
      const answer = yield* body()
      slot.answeredBy(answer.url)
      return { answer, slot }
    } catch (error) {
      if (error instanceof DownloadError) slot.refused(error)
      slot.leave()
      throw error
    }
  }

  /** Whether one of its connections should end, so that others have their share. */
  isAskedToYield(): boolean {
    return this.#hosts().some((host) => this.#limits.isAskedToYield(host, this))
  }

  /** Whether it would have one more connection if its host had a place. */
  isWanting(): boolean {
    return this.#wishUntilMs > this.#limits.loop.now()
  }

  /** Whether one of its hosts has more connections than it may. */
  isOverfull(): boolean {
    return this.#hosts().some((host) => this.#limits.isOverfull(host))
  }

  /** Whether it has nothing, and waits for a place at a host where the other one has some. */
  waitsFor(other: Lane): boolean {
    if (this.#slots.size > 0 || this.#line.length === 0) return false
    return this.#hosts().some((host) => other.slotsAt(host) > 0)
  }

  /** Leaves all slots, and is not to be used any more. */
  close(): void {
    for (const slot of [...this.#slots]) slot.leave()
    this.#limits.closed(this)
  }

  /** For HostLimits and slots alone, as all that follows. */
  slotsAt(host: Host): number {
    return [...this.#slots].filter(({ hosts }) => hosts.has(host)).length
  }

  worksAt(host: Host): boolean {
    return [...this.#slots].some(({ hosts, isWorking }) => isWorking && hosts.has(host))
  }

  wants(host: Host, nowMs: number): boolean {
    if (!this.#hosts().includes(host)) return false
    return this.#wishUntilMs > nowMs || (this.#line.length > 0 && !this.#isHeld)
  }

  serve(): void {
    if (this.#isHeld) return
    for (const turn of [...this.#line]) {
      if (turn.done()) continue
      const slot = this.#takeSlot()
      if (slot === null) return
      turn.setResult(slot)
    }
  }

  answeredBy(host: Host): void {
    this.#answering = host
  }

  left(slot: Slot): void {
    this.#slots.delete(slot)
  }

  #takeSlot(): Slot | null {
    if (this.#hosts().every((host) => this.#limits.hasSlot(host, this))) return this.enterAnyway()
    this.#wishUntilMs = this.#limits.loop.now() + WISH_MS
    return null
  }

  #hosts(): Host[] {
    return this.#own === this.#answering ? [this.#own] : [this.#own, this.#answering]
  }

  *#turn(): Coroutine<Slot> {
    const turn = new Future<Slot>({ toString: () => `a slot at ${this.#own.name}` })
    this.#line.push(turn)
    const task = currentTask()
    const stopListening = task.onHold((held) => {
      this.#isHeld = held
      // Its turn came before the Task could use it: others would wait for as long as it is held.
      if (held && turn.done() && !turn.cancelled()) turn.result().leave()
      if (!held) this.#limits.serve()
    })
    this.#limits.serve()
    if (!turn.done()) this.#limits.waits()
    try {
      return yield* turn
    } catch (error) {
      // Cancelled: also after its turn came, before the Task could use it.
      if (!turn.cancelled()) turn.result().leave()
      throw error
    } finally {
      stopListening()
      this.#line.splice(this.#line.indexOf(turn), 1)
    }
  }

  *#peace(tell: Tell): Coroutine<void> {
    for (let host = this.#quietHost(); host !== null; host = this.#quietHost()) {
      const { error } = host.quiet ?? {}
      const leftMs = host.quietMs(this.#limits.loop.now())
      if (error === undefined) return
      const told = new DownloadError(error.code, { ...error.facts, retryAfterMs: leftMs }, error)
      if (leftMs > LONGEST_QUIET_MS) throw told
      // So that not all that wait come back together.
      const delayMs = leftMs + 1_000 * this.#limits.random()
      tell({ error: told, delayMs })
      yield* sleep(delayMs)
      tell(null)
    }
  }

  #quietHost(): Host | null {
    const nowMs = this.#limits.loop.now()
    return this.#hosts().find((host) => host.quietMs(nowMs) > 0) ?? null
  }
}
