import type { Clock } from '../../src/main/kernel'

/** Virtual time that its owner drives on the spot, until nothing is left to happen. */
export class DrivenClock implements Clock {
  #nowMs = 0
  #soon: (() => void)[] = []
  #wakeUps: { readonly atMs: number; readonly callback: () => void }[] = []

  now(): number {
    return this.#nowMs
  }

  epochMs(): number {
    return this.#nowMs
  }

  soon(callback: () => void): void {
    this.#soon.push(callback)
  }

  afterIo(callback: () => void): void {
    this.#soon.push(callback)
  }

  wakeAt(atMs: number, callback: () => void): () => void {
    const wakeUp = { atMs, callback }
    if (atMs < Number.POSITIVE_INFINITY) this.#wakeUps.push(wakeUp)
    return () => {
      this.#wakeUps = this.#wakeUps.filter((other) => other !== wakeUp)
    }
  }

  /** Returns when nothing can run and no timer is left. Throws what a callback throws. */
  drive(): void {
    for (;;) {
      const next = this.#soon.shift() ?? this.#earliest()
      if (next === undefined) return
      next()
    }
  }

  #earliest(): (() => void) | undefined {
    const [first, ...rest] = this.#wakeUps.toSorted((a, b) => a.atMs - b.atMs)
    if (first === undefined) return undefined
    this.#wakeUps = rest
    this.#nowMs = Math.max(this.#nowMs, first.atMs)
    return first.callback
  }
}
