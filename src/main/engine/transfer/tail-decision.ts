/** A remainder that takes no longer than this is not raced for, in milliseconds. */
const RACE_ABOVE_MS = 2_000

/** A split that does not save as much is not worth a request. */
const LEAST_SAVED_MS = 100

/** A connection below this part of the typical speed is left behind, not helped. */
const HOPELESS = 0.25

export interface Remainder {
  /** Not there, and not being written. */
  readonly bytes: number
  /** What its connection brings a second; null while that cannot be told. */
  readonly bytesPerSec: number | null
  /** What a connection to this server brings; null while that cannot be told. */
  readonly typicalBytesPerSec: number | null
  /** What a further connection needs before its first byte, in milliseconds. */
  readonly openingMs: number
  /** Below this neither half of a split would be worth a connection. */
  readonly leastBytes: number
}

export interface TailDecision {
  readonly how: 'split' | 'race' | 'wait'
  /** How long the remainder takes as it is, in milliseconds. */
  readonly leftMs: number
}

/**
 * What an idle connection does about the remainder of another, when there is nothing else to do:
 * takes a part of it (`split`), fetches it as well, so that the first that delivers wins (`race`),
 * or nothing, where it could not be done sooner (`wait`).
 */
export function decideTail(remainder: Remainder): TailDecision {
  const { bytes, typicalBytesPerSec: typical, openingMs, leastBytes } = remainder
  const bytesPerSec = remainder.bytesPerSec ?? typical
  if (bytes === 0 || bytesPerSec === null || typical === null) return { how: 'wait', leftMs: 0 }
  const leftMs = (bytes * 1000) / bytesPerSec
  const isHopeless = bytesPerSec < typical * HOPELESS
  // Half of it is saved, less what the other half needs to begin.
  const savedMs = leftMs / 2 - openingMs
  if (!isHopeless && savedMs > LEAST_SAVED_MS && bytes >= 2 * leastBytes) {
    return { how: 'split', leftMs }
  }
  const raceMs = openingMs + (bytes * 1000) / typical
  return { how: leftMs > RACE_ABOVE_MS && leftMs > 2 * raceMs ? 'race' : 'wait', leftMs }
}
