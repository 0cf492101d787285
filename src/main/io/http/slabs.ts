/** So long that few writes bring a file to the disk; longer ones are no faster. */
export const SLAB_BYTES = 1024 * 1024

/** Enough for a download over many connections; what is more goes back to the system. */
const MOST_KEPT = 32

/**
 * Memory that bodies take turns in: Electron gives every buffer that is freed back to the system at
 * once, and to have it back costs more than to receive the bytes.
 */
export class Slabs {
  readonly #kept: Uint8Array[] = []

  /** `SLAB_BYTES` with anything in them. */
  take(): Uint8Array {
    return this.#kept.pop() ?? new Uint8Array(SLAB_BYTES)
  }

  /** Nobody looks at it or writes to it any more. */
  giveBack(slab: Uint8Array): void {
    if (this.#kept.length < MOST_KEPT) this.#kept.push(slab)
  }
}
