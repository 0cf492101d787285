/** How many connections a host was found to take, because it refused one more. */
export interface LearnedLimit {
  readonly mostConnections: number
  /** When the host last refused a connection, in milliseconds since 1970. */
  readonly seenAtMs: number
  /** When one more connection may be tried, in milliseconds since 1970. */
  readonly probeAtMs: number
  /** Refusals in a row, in this process. */
  readonly refusals: number
}

const FIRST_PROBE_MS = 60_000
const LONGEST_PROBE_MS = 60 * 60_000

/** What an earlier process learned: probed again after the longest delay. */
export function fromRecord(record: {
  readonly mostConnections: number
  readonly seenAtMs: number
}): LearnedLimit {
  const { mostConnections, seenAtMs } = record
  return { mostConnections, seenAtMs, probeAtMs: seenAtMs + LONGEST_PROBE_MS, refusals: 1 }
}

/** Most connections at this moment; Infinity if no limit is known. */
export function currentLimit(learned: LearnedLimit | null, nowMs: number): number {
  if (learned === null) return Number.POSITIVE_INFINITY
  return learned.mostConnections + (nowMs < learned.probeAtMs ? 0 : 1)
}

/**
 * The limit after a connection was refused while `receiving` others worked. The delay before the
 * next probe is four times as long after each refusal in a row; Retry-After is a lower bound.
 */
export function afterRefusal(
  learned: LearnedLimit | null,
  receiving: number,
  nowMs: number,
  retryAfterMs: number,
): LearnedLimit {
  const refusals = learned?.refusals ?? 0
  const delayMs = Math.min(FIRST_PROBE_MS * 4 ** refusals, LONGEST_PROBE_MS)
  return {
    mostConnections: Math.max(1, receiving),
    seenAtMs: nowMs,
    probeAtMs: nowMs + Math.max(delayMs, retryAfterMs),
    refusals: refusals + 1,
  }
}

/**
 * The limit after `receiving` connections worked at the same time. If that is one more than the
 * limit, either a probe succeeded, and another may follow at once; or the connection was already
 * being opened when the host refused another one.
 */
export function afterSuccess(
  learned: LearnedLimit,
  receiving: number,
  nowMs: number,
): LearnedLimit {
  if (receiving <= learned.mostConnections) return learned
  if (nowMs < learned.probeAtMs) return { ...learned, mostConnections: receiving }
  return { ...learned, mostConnections: receiving, probeAtMs: nowMs, refusals: 0 }
}
