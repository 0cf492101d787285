/**
 * So long that few writes bring a file to the disk, and so short that those in use stay in the
 * processor's cache between the network and the disk. No shorter than what the parser is given at a
 * time.
 */
export const BUFFER_BYTES = 256 * 1024

/** Enough for downloads over many connections; what is more goes back to the system. */
const MOST_KEPT = 32

/**
 * Memory that bodies take turns in: Electron gives every buffer that is freed back to the system at
 * once, and to have it back costs more than to receive the bytes.
 */
export class BufferPool {
  readonly #kept: Uint8Array[] = []

  /** `SLAB_BYTES` with anything in them. */
  take(): Uint8Array {
    return this.#kept.pop() ?? new Uint8Array(BUFFER_BYTES)
  }

  /** Nobody looks at it or writes to it any more. */
  giveBack(buffer: Uint8Array): void {
    if (this.#kept.length < MOST_KEPT) this.#kept.push(buffer)
  }
}
