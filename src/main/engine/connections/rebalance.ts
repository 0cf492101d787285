import { MIN_TAIL_BYTES } from '../segments/segment-map'
import { decideTail } from './tail-decision'

/** A connection, as the decision sees it. */
export interface ConnectionFacts<C> {
  readonly connection: C
  /** It was told to end. */
  readonly isEnding: boolean
  readonly hasPermit: boolean
  readonly isReceiving: boolean
  /** null while unknown. */
  readonly bytesPerSec: number | null
  /** It has been far slower than the others for longer than its grace. */
  readonly isStraggler: boolean
  /** Another connection fetches its remainder as well. */
  readonly isHedged: boolean
  /** Bytes of its segment that are neither on disk nor being written; null if it has no end. */
  readonly remainderBytes: number | null
  /** When it receives its first byte, in milliseconds; 0 if it has received some. */
  readonly opensInMs: number
}

/** The connections of a download and what is asked of them at this moment. */
export interface PoolFacts<C> {
  readonly connections: readonly ConnectionFacts<C>[]
  /** Most connections, by the person, the settings or the server. */
  readonly limit: number
  /** Most connections, by the ramp. */
  readonly rampTarget: number
  /** Other downloads have a better right to a permit of this one. */
  readonly shouldYield: boolean
  /** A segment is waiting, or long enough to be split. */
  readonly hasWork: boolean
  readonly typicalBytesPerSec: number | null
  readonly openingMs: number
}

export type Rebalancing<C> =
  /** End these; their segments go to the others. */
  | { readonly action: 'stop'; readonly connections: readonly C[] }
  /** End a straggler, so that another connection takes its segment. */
  | { readonly action: 'replace'; readonly connection: C }
  /** Open one more connection for a segment of its own. */
  | { readonly action: 'open' }
  /** Open one more connection for the remainder of a slow one. */
  | { readonly action: 'split' | 'hedge'; readonly connection: C }
  | { readonly action: 'wait' }

/**
 * The next step towards the right connections for a download: fewer if the limit or another download
 * demands it, a new one for a straggler, more while there is work that they would finish sooner.
 * Apply the step and ask again, until it is `wait`.
 */
export function rebalance<C>(pool: PoolFacts<C>): Rebalancing<C> {
  const staying = pool.connections.filter(({ isEnding }) => !isEnding)
  const surplus = staying.length - pool.limit
  if (surplus > 0) {
    const least = byWorth(staying).slice(0, surplus)
    return { action: 'stop', connections: least.map(({ connection }) => connection) }
  }
  // Each ended connection changes what is right for the others: one at a time.
  const isSettled = staying.length === pool.connections.length
  return (isSettled ? (yielding(pool) ?? replacing(pool)) : null) ?? decideOpening(pool)
}

/** The connections whose end costs least first. */
function byWorth<C>(connections: readonly ConnectionFacts<C>[]): ConnectionFacts<C>[] {
  const worth = ({ hasPermit, isReceiving, bytesPerSec }: ConnectionFacts<C>): number =>
    (hasPermit ? 1 : 0) + (isReceiving ? 1 : 0) + (bytesPerSec ?? 0)
  return [...connections].sort((a, b) => worth(a) - worth(b))
}

function yielding<C>({ connections, shouldYield }: PoolFacts<C>): Rebalancing<C> | null {
  if (!shouldYield || connections.length < 2) return null
  const withPermit = connections.filter(({ hasPermit }) => hasPermit)
  const [slowest] = withPermit.sort((a, b) => (a.bytesPerSec ?? 0) - (b.bytesPerSec ?? 0))
  return slowest === undefined ? null : { action: 'stop', connections: [slowest.connection] }
}

/** For stragglers while no connection is idle, which would hedge instead. */
function replacing<C>({ connections }: PoolFacts<C>): Rebalancing<C> | null {
  if (countReceiving(connections) < 2) return null
  const straggler = connections.find(({ isStraggler, isHedged }) => isStraggler && !isHedged)
  return straggler === undefined ? null : { action: 'replace', connection: straggler.connection }
}

/** Whether to open one more connection, and for which bytes: `open`, `split`, `hedge` or `wait`. */
export function decideOpening<C>(pool: PoolFacts<C>): Rebalancing<C> {
  const { connections, limit, rampTarget, hasWork } = pool
  const isFull = connections.length >= Math.min(limit, rampTarget)
  // Until a connection receives bytes, nothing shows that the server takes another one.
  if (isFull || countReceiving(connections) === 0) return { action: 'wait' }
  return hasWork ? { action: 'open' } : slowestRemainder(pool)
}

/** The remainder that would take longest, if one more connection would finish it sooner. */
function slowestRemainder<C>(pool: PoolFacts<C>): Rebalancing<C> {
  let slowest: Rebalancing<C> = { action: 'wait' }
  let longestMs = 0
  for (const { connection, remainderBytes, bytesPerSec, opensInMs, isHedged } of pool.connections) {
    if (remainderBytes === null || isHedged) continue
    const { how, leftMs } = decideTail({
      bytes: remainderBytes,
      bytesPerSec,
      opensInMs,
      typicalBytesPerSec: pool.typicalBytesPerSec,
      openingMs: pool.openingMs,
      leastBytes: MIN_TAIL_BYTES,
    })
    if (how === 'wait' || leftMs <= longestMs) continue
    slowest = { action: how, connection }
    longestMs = leftMs
  }
  return slowest
}

function countReceiving<C>(connections: readonly ConnectionFacts<C>[]): number {
  return connections.filter(({ isReceiving }) => isReceiving).length
}
