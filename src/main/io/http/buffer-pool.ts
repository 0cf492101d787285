/**
 * Large enough that a file takes few writes, and small enough that the buffers in use stay in the
 * processor's cache between network and disk. At least as large as the chunks of the parser.
 */
export const BUFFER_BYTES = 256 * 1024

/** Enough for many connections; further buffers are freed. */
const MOST_KEPT = 32

/**
 * Buffers that bodies reuse. Electron returns every freed buffer to the system at once, and a new
 * allocation costs more than receiving the bytes.
 */
export class BufferPool {
  readonly #kept: Uint8Array[] = []

  /** `BUFFER_BYTES` with anything in them. */
  take(): Uint8Array {
    return this.#kept.pop() ?? new Uint8Array(BUFFER_BYTES)
  }

  /** Call when nothing reads or writes the buffer any more. */
  giveBack(buffer: Uint8Array): void {
    if (this.#kept.length < MOST_KEPT) this.#kept.push(buffer)
  }
}
