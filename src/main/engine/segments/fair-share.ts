/** A remainder to be shared by two connections. */
export interface SharedRemainder {
  readonly bytes: number
  /** Speed of the connection that has it. */
  readonly bytesPerSec: number
  /** When that connection receives its first byte, in milliseconds; 0 if it has. */
  readonly opensInMs: number
  /** Speed of the connection that takes the end. */
  readonly otherBytesPerSec: number
  readonly otherOpensInMs: number
}

/**
 * How many bytes the first connection keeps so that both finish at the same time, or as close to it
 * as possible; half of them if neither receives anything.
 */
export function fairShare(shared: SharedRemainder): number {
  const { bytes, bytesPerSec, otherBytesPerSec } = shared
  const together = bytesPerSec + otherBytesPerSec
  if (together === 0) return bytes / 2
  const earlyMs = shared.otherOpensInMs - shared.opensInMs
  const kept = (bytesPerSec / together) * (bytes + (otherBytesPerSec * earlyMs) / 1000)
  return Math.min(Math.max(kept, 0), bytes)
}
