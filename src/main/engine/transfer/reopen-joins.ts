import type { Coroutine } from '../../kernel'
import type { PartFile, SegmentRecord } from '../ports'
import type { Edges } from '../proof/edges'
import { EDGE_BYTES } from './open-at'

/**
 * Where an earlier transfer left a gap, nobody knows any more whether both its sides are of one
 * version. The first bytes behind each gap are fetched again, by whoever fills it, and compared with
 * those on disk. Returns the segments with the gaps widened by that. Throws DownloadError.
 */
export function* reopenJoins(
  segments: readonly SegmentRecord[],
  part: PartFile,
  edges: Edges,
): Coroutine<SegmentRecord[]> {
  const reopened: SegmentRecord[] = []
  for (const segment of segments) {
    const left = reopened.at(-1)
    const heldBytes = segment.position - segment.start
    if (left === undefined || left.position === left.end || heldBytes === 0) {
      reopened.push(segment)
      continue
    }
    const start = segment.start + Math.min(EDGE_BYTES, heldBytes)
    edges.note(start, yield* part.read(segment.start, start))
    reopened[reopened.length - 1] = { ...left, end: start }
    if (start < segment.end) reopened.push({ ...segment, start })
  }
  return reopened
}
