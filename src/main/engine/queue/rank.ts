import type { DownloadId } from '../../../shared/download'
import type { QueueStep } from '../../../shared/queue-step'

/** What has a place in the queue. */
export interface Ranked {
  readonly id: DownloadId
  /** Lowest first. */
  readonly rank: number
}

/** Of equal ranks, which several processes may have given, the first added is first. */
export function compareRanks(one: Ranked, other: Ranked): number {
  return one.rank - other.rank || one.id - other.id
}

/**
 * The ranks that have to change for these ids to stand, in their order, in front of `before`, or at
 * the end for null. Ids that are not there are ignored; nothing changes if `before` is not
 * there. If it is one of the ids itself, what follows it counts.
 */
export function newRanks(
  inOrder: readonly Ranked[],
  ids: readonly DownloadId[],
  before: DownloadId | null,
): Map<DownloadId, number> {
  const place = before === null ? inOrder.length : inOrder.findIndex(({ id }) => id === before)
  const there = new Set(inOrder.map(({ id }) => id))
  const moved = new Set(ids.filter((id) => there.has(id)))
  if (place === -1 || moved.size === 0) return new Map()

  const head = inOrder.slice(0, place).filter(({ id }) => !moved.has(id))
  const tail = inOrder.slice(place).filter(({ id }) => !moved.has(id))
  const ranks = ranksBetween(head.at(-1)?.rank, tail[0]?.rank, moved.size)
  if (ranks !== null) return new Map([...moved].map((id, index) => [id, ranks[index] ?? 0]))

  const order = [...head.map(({ id }) => id), ...moved, ...tail.map(({ id }) => id)]
  return new Map(order.map((id, index) => [id, index + 1]))
}

/**
 * The one in front of which these have to stand to be a step further, together; null for the end.
 * Undefined if there is no such step.
 */
export function stepBefore(
  inOrder: readonly DownloadId[],
  ids: readonly DownloadId[],
  step: QueueStep,
): DownloadId | null | undefined {
  const moved = new Set(ids)
  const isMoved = (id: DownloadId): boolean => moved.has(id)
  const [first, last] = [inOrder.findIndex(isMoved), inOrder.findLastIndex(isMoved)]
  if (first === -1) return undefined
  const isTogether = last - first === moved.size - 1
  switch (step) {
    case 'top':
      return isTogether && first === 0 ? undefined : inOrder.find((id) => !isMoved(id))
    case 'up':
      return isTogether && first === 0 ? undefined : inOrder[Math.max(0, first - 1)]
    case 'down':
      if (isTogether && last === inOrder.length - 1) return undefined
      return inOrder[last + 2] ?? null
    case 'bottom':
      return isTogether && last === inOrder.length - 1 ? undefined : null
  }
}

/** So many numbers in order between two others; null if there are not as many. */
function ranksBetween(
  low: number | undefined,
  high: number | undefined,
  count: number,
): number[] | null {
  const step = low === undefined || high === undefined ? 1 : (high - low) / (count + 1)
  const from = low ?? (high ?? count + 1) - step * (count + 1)
  const ranks = Array.from({ length: count }, (_, index) => from + step * (index + 1))
  const all = [low ?? Number.NEGATIVE_INFINITY, ...ranks, high ?? Number.POSITIVE_INFINITY]
  const isInOrder = all.every((rank, index) => index === 0 || (all[index - 1] ?? rank) < rank)
  return isInOrder ? ranks : null
}
