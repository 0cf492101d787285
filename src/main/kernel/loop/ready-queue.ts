/** Work that waits for its turn on the loop. */
export interface Runnable {
  run(): void
  /** True for a Task: asyncio promises no order between the steps of different Tasks. */
  readonly isUnordered: boolean
}

const FIRST_CAPACITY = 64

/** A first-in, first-out queue in a ring buffer that only growing copies. */
export class ReadyQueue {
  /** The length is a power of two, so that an index wraps with a mask. */
  #ring: (Runnable | undefined)[] = new Array<Runnable | undefined>(FIRST_CAPACITY)
  #head = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  push(runnable: Runnable): void {
    if (this.#size === this.#ring.length) this.#grow()
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = runnable
    this.#size += 1
  }

  /** Removes and returns the first. */
  shift(): Runnable | undefined {
    if (this.#size === 0) return undefined
    const head = this.#head
    const runnable = this.#ring[head]
    // A reference left here would live until the ring comes round.
    this.#ring[head] = undefined
    this.#head = (head + 1) & (this.#ring.length - 1)
    this.#size -= 1
    return runnable
  }

  /** Shuffles the unordered ones among their own positions; all others keep theirs. */
  shuffleUnordered(random: () => number): void {
    const places: number[] = []
    for (let offset = 0; offset < this.#size; offset += 1) {
      const place = (this.#head + offset) & (this.#ring.length - 1)
      if (this.#ring[place]?.isUnordered === true) places.push(place)
    }
    for (let last = places.length - 1; last > 0; last -= 1) {
      const a = places[last] ?? 0
      const b = places[Math.floor(random() * (last + 1))] ?? 0
      const moved = this.#ring[a]
      this.#ring[a] = this.#ring[b]
      this.#ring[b] = moved
    }
  }

  #grow(): void {
    const old = this.#ring
    const grown = new Array<Runnable | undefined>(old.length * 2)
    for (let offset = 0; offset < this.#size; offset += 1) {
      grown[offset] = old[(this.#head + offset) & (old.length - 1)]
    }
    this.#ring = grown
    this.#head = 0
  }
}
