/** How the loop reads time and yields the thread: all that it needs from its host. */
export interface Clock {
  /** Monotonic milliseconds from an arbitrary origin. */
  now(): number
  /** Milliseconds since 1970, for times that people read. */
  epochMs(): number
  /** Calls `callback` before the host does anything else. */
  soon(callback: () => void): void
  /** Calls `callback` after the host has had a turn for I/O. */
  afterIo(callback: () => void): void
  /** Calls `callback` once `now()` has reached `atMs`; the returned function cancels that. */
  wakeAt(atMs: number, callback: () => void): () => void
}
