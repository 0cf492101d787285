import type { Clock } from './clock'

declare function setImmediate(callback: () => void): void

/**
 * Time that stands still while anything can run, and jumps to the next timer when nothing can: an
 * hour of sleep passes at once. Promises that settle within a turn of the host count as running.
 */
export class VirtualClock implements Clock {
  #nowMs = 0
  readonly #startedAtMs: number

  /** `epochMs` is the date at the start, in milliseconds since 1970. */
  constructor(epochMs = 0) {
    this.#startedAtMs = epochMs
  }

  now(): number {
    return this.#nowMs
  }

  epochMs(): number {
    return this.#startedAtMs + this.#nowMs
  }

  soon(callback: () => void): void {
    queueMicrotask(callback)
  }

  afterIo(callback: () => void): void {
    setImmediate(callback)
  }

  wakeAt(atMs: number, callback: () => void): () => void {
    if (atMs === Number.POSITIVE_INFINITY) return () => undefined
    let cancelled = false
    setImmediate(() => {
      if (cancelled) return
      this.#nowMs = Math.max(this.#nowMs, atMs)
      callback()
    })
    return () => {
      cancelled = true
    }
  }
}
