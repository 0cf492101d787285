import { seededRandom } from '../../src/main/kernel'

/** Chance that is the same for the same seed, for ever. */
export class Random {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seededRandom(seed)
  }

  /** A whole number from 0 to `most`. */
  upTo(most: number): number {
    return Math.floor(this.#next() * (most + 1))
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  /** Throws if there is nothing to pick from. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.upTo(from.length - 1)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }

  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T {
    const total = from.reduce((sum, [weight]) => sum + weight, 0)
    let left = this.#next() * total
    for (const [weight, value] of from) {
      left -= weight
      if (left < 0) return value
    }
    throw new RangeError('nothing to pick from')
  }
}
