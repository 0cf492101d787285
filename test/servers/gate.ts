/**
 * Holds a server still at an exact place: the answers that share it send so many bytes altogether,
 * then wait. A test looks around, and opens it.
 *
 * What stands in the system's buffers of a connection that the client gives up counts as sent. Where
 * most of it has to arrive, take a `throttled` server, which leaves little there.
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

  /** Settles when everything that may pass has passed. */
  held(): Promise<void> {
    if (this.#sentBytes >= this.#limitBytes) return Promise.resolve()
    return new Promise((resolve) => this.#watching.add(resolve))
  }

  /** Lets `moreBytes` pass; without a number, everything from now on. */
  open(moreBytes = Number.POSITIVE_INFINITY): void {
    this.#limitBytes += moreBytes
    wake(this.#waiting)
  }

  /** How many of `wantedBytes` may be sent now, after waiting for at least one; 0 once `closed`. */
  async take(wantedBytes: number, closed: AbortSignal): Promise<number> {
    while (!closed.aborted) {
      const granted = Math.min(wantedBytes, this.#limitBytes - this.#sentBytes)
      if (granted > 0) {
        this.#sentBytes += granted
        // Told a turn later: the bytes granted here are on their way then.
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
