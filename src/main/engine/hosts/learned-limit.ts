/** How many connections a host was found to take, because it refused one more. */
export interface LearnedLimit {
  readonly mostConnections: number
  /** When it last refused one, in milliseconds since 1970. */
  readonly seenAtMs: number
  /** From then on one more may be tried. */
  readonly probeAtMs: number
  /** In a row, by this process. */
  readonly refusals: number
}

const FIRST_PROBE_MS = 60_000
const LONGEST_PROBE_MS = 60 * 60_000

/** What was learned by an earlier process: tried again after the longest time. */
export function fromRecord(record: {
  readonly mostConnections: number
  readonly seenAtMs: number
}): LearnedLimit {
  const { mostConnections, seenAtMs } = record
  return { mostConnections, seenAtMs, probeAtMs: seenAtMs + LONGEST_PROBE_MS, refusals: 1 }
}

/** Most connections at this moment; Infinity if nothing speaks against any number. */
export function currentLimit(learned: LearnedLimit | null, nowMs: number): number {
  if (learned === null) return Number.POSITIVE_INFINITY
  return learned.mostConnections + (nowMs < learned.probeAtMs ? 0 : 1)
}

/**
 * A connection was refused while `working` others brought bytes. Each refusal in a row is taken
 * four times as seriously as the one before; Retry-After is a lower bound.
 */
export function afterRefusal(
  learned: LearnedLimit | null,
  working: number,
  nowMs: number,
  retryAfterMs: number,
): LearnedLimit {
  const refusals = learned?.refusals ?? 0
  const patienceMs = Math.min(FIRST_PROBE_MS * 4 ** refusals, LONGEST_PROBE_MS)
  return {
    mostConnections: Math.max(1, working),
    seenAtMs: nowMs,
    probeAtMs: nowMs + Math.max(patienceMs, retryAfterMs),
    refusals: refusals + 1,
  }
}

/**
 * So many work at the same time. If that is more than was known, one more was tried and works, so
 * yet another may be; or it was under way when the host refused its neighbour.
 */
export function afterSuccess(learned: LearnedLimit, working: number, nowMs: number): LearnedLimit {
  if (working <= learned.mostConnections) return learned
  if (nowMs < learned.probeAtMs) return { ...learned, mostConnections: working }
  return { ...learned, mostConnections: working, probeAtMs: nowMs, refusals: 0 }
}
