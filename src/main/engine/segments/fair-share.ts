/** A remainder that two connections are to share. */
export interface SharedRemainder {
  readonly bytes: number
  /** Of the connection that has it. */
  readonly bytesPerSec: number
  /** When that brings its first byte, in milliseconds; 0 if it brings some. */
  readonly opensInMs: number
  /** Of the one that is to take its end. */
  readonly otherBytesPerSec: number
  readonly otherOpensInMs: number
}

/**
 * So many of the bytes the connection keeps so that both end at the same time, as nearly as there is
 * something for both: half of them where neither brings anything.
 */
export function fairShare(shared: SharedRemainder): number {
  const { bytes, bytesPerSec, otherBytesPerSec } = shared
  const together = bytesPerSec + otherBytesPerSec
  if (together === 0) return bytes / 2
  const earlyMs = shared.otherOpensInMs - shared.opensInMs
  const kept = (bytesPerSec / together) * (bytes + (otherBytesPerSec * earlyMs) / 1000)
  return Math.min(Math.max(kept, 0), bytes)
}
