/**
 * Stops a server at an exact position: the responses that share the gate send its bytes in total, then
 * wait until a test opens it.
 *
 * Bytes in the system's buffers of an abandoned connection count as sent. If most bytes have to
 * arrive, use a `throttled` server, which leaves few there.
 */
export class Gate {
  #limitBytes: number
  #sentBytes = 0
  readonly #waiting = new Set<() => void>()
  readonly #watching = new Set<() => void>()

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  /** Bytes let through so far. */
  get sentBytes(): number {
    return this.#sentBytes
  }

  /** Settles when all allowed bytes have passed. */
  held(): Promise<void> {
    if (this.#sentBytes >= this.#limitBytes) return Promise.resolve()
    return new Promise((resolve) => this.#watching.add(resolve))
  }

  /** Lets `moreBytes` pass; without a number, everything from now on. */
  open(moreBytes = Number.POSITIVE_INFINITY): void {
    this.#limitBytes += moreBytes
    wake(this.#waiting)
  }

  /** Waits until at least one byte may pass; returns how many of `wantedBytes` may, 0 once `closed`. */
  async take(wantedBytes: number, closed: AbortSignal): Promise<number> {
    while (!closed.aborted) {
      const granted = Math.min(wantedBytes, this.#limitBytes - this.#sentBytes)
      if (granted > 0) {
        this.#sentBytes += granted
        // A turn later, when the granted bytes are on their way.
        if (this.#sentBytes >= this.#limitBytes) setImmediate(() => wake(this.#watching))
        return granted
      }
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#waiting.delete(done)
          closed.removeEventListener('abort', done)
          resolve()
        }
        this.#waiting.add(done)
        closed.addEventListener('abort', done)
      })
    }
    return 0
  }
}

function wake(sleepers: Set<() => void>): void {
  const all = [...sleepers]
  sleepers.clear()
  for (const wakeUp of all) wakeUp()
}
