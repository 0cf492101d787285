/**
 * Numbers in `[0, 1)` that look like chance and are the same for the same seed, for ever: a
 * 32-bit state that takes steps of the golden ratio, each mixed until no bit tells of its
 * neighbours. For simulations, not for secrets.
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
