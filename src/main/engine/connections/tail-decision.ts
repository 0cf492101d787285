import { fairShare, type SharedRemainder } from '../segments/fair-share'

/** A split or a hedge has to save this much time to be worth a request, in milliseconds. */
const LEAST_SAVED_MS = 25
const LEAST_SAVED_BY_HEDGE_MS = 100

/** A connection below this share of the typical speed is overtaken, not helped. */
const HOPELESS = 0.25

export interface Remainder {
  /** Neither on disk nor being written. */
  readonly bytes: number
  /** The speed of its connection; null while unknown. */
  readonly bytesPerSec: number | null
  /** When its connection receives its first byte, in milliseconds; 0 if it has received some. */
  readonly opensInMs: number
  /** The typical speed of a connection to this server; null while unknown. */
  readonly typicalBytesPerSec: number | null
  /** How long a further connection needs until its first byte, in milliseconds. */
  readonly openingMs: number
  /** Each part of a split has to be at least this long. */
  readonly leastBytes: number
}

export interface TailDecision {
  readonly how: 'split' | 'hedge' | 'wait'
  /** How long the remainder takes as it is, in milliseconds. */
  readonly leftMs: number
}

/**
 * What a further connection should do about the remainder of another one when no other work is left:
 * take a part of it (`split`), fetch all of it as well, so that the faster one wins (`hedge`), or
 * nothing, if neither would finish sooner (`wait`).
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

/** When both parts are complete, in milliseconds. */
function msOfSplit(shared: SharedRemainder, leastBytes: number): number {
  const { bytes, bytesPerSec, opensInMs, otherBytesPerSec, otherOpensInMs } = shared
  const kept = Math.min(Math.max(fairShare(shared), leastBytes), bytes - leastBytes)
  return Math.max(
    opensInMs + (kept * 1000) / bytesPerSec,
    otherOpensInMs + ((bytes - kept) * 1000) / otherBytesPerSec,
  )
}
