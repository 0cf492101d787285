import { fairShare, type SharedRemainder } from '../segments/fair-share'

/** A split or a hedge that does not save as much is not worth a request, in milliseconds. */
const LEAST_SAVED_MS = 25
const LEAST_SAVED_BY_HEDGE_MS = 100

/** A connection below this part of the typical speed is left behind, not helped. */
const HOPELESS = 0.25

export interface Remainder {
  /** Not there, and not being written. */
  readonly bytes: number
  /** What its connection brings a second; null while that cannot be told. */
  readonly bytesPerSec: number | null
  /** When its connection brings its first byte, in milliseconds; 0 if it has brought some. */
  readonly opensInMs: number
  /** What a connection to this server brings; null while that cannot be told. */
  readonly typicalBytesPerSec: number | null
  /** What a further connection needs before its first byte, in milliseconds. */
  readonly openingMs: number
  /** Below this neither part of a split would be worth a connection. */
  readonly leastBytes: number
}

export interface TailDecision {
  readonly how: 'split' | 'hedge' | 'wait'
  /** How long the remainder takes as it is, in milliseconds. */
  readonly leftMs: number
}

/**
 * What an idle connection does about the remainder of another, when there is nothing else to do:
 * takes a part of it (`split`), fetches it as well, so that the first that delivers wins (`hedge`),
 * or nothing, where it could not be done sooner (`wait`).
 */
export function decideTail(remainder: Remainder): TailDecision {
  const { bytes, typicalBytesPerSec: typical, opensInMs, openingMs, leastBytes } = remainder
  const bytesPerSec = remainder.bytesPerSec ?? typical
  if (bytes === 0 || bytesPerSec === null || typical === null) return { how: 'wait', leftMs: 0 }
  const leftMs = opensInMs + (bytes * 1000) / bytesPerSec
  const isHopeless = bytesPerSec < typical * HOPELESS
  if (!isHopeless && bytes >= 2 * leastBytes) {
    const other = { otherBytesPerSec: typical, otherOpensInMs: openingMs }
    const splitMs = msOfSplit({ bytes, bytesPerSec, opensInMs, ...other }, leastBytes)
    if (leftMs - splitMs > LEAST_SAVED_MS) return { how: 'split', leftMs }
  }
  const hedgeMs = openingMs + (bytes * 1000) / typical
  const isFarSooner = leftMs > 2 * hedgeMs && leftMs - hedgeMs > LEAST_SAVED_BY_HEDGE_MS
  return { how: isFarSooner ? 'hedge' : 'wait', leftMs }
}

/** When both parts are there, in milliseconds. */
function msOfSplit(shared: SharedRemainder, leastBytes: number): number {
  const { bytes, bytesPerSec, opensInMs, otherBytesPerSec, otherOpensInMs } = shared
  const kept = Math.min(Math.max(fairShare(shared), leastBytes), bytes - leastBytes)
  return Math.max(
    opensInMs + (kept * 1000) / bytesPerSec,
    otherOpensInMs + ((bytes - kept) * 1000) / otherBytesPerSec,
  )
}
