/** How the loop learns of time and hands the thread back: the only thing it asks of its host. */
export interface Clock {
  /** Milliseconds that never go backwards, from any origin. */
  now(): number
  /** Milliseconds since 1970, for what a person reads. */
  epochMs(): number
  /** Calls `callback` before the host does anything else. */
  soon(callback: () => void): void
  /** Calls `callback` after the host has had a turn for I/O. */
  afterIo(callback: () => void): void
  /** Calls `callback` once `now()` has reached `atMs`; the returned function calls that off. */
  wakeAt(atMs: number, callback: () => void): () => void
}
