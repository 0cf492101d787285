/**
 * Pseudo-random numbers in `[0, 1)`, the same for the same seed in every version: a 32-bit state
 * that advances by the golden ratio, mixed like MurmurHash3's finalizer. For simulations, not for
 * secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e37_79b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }
}
