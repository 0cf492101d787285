import type { Coroutine } from '../../kernel/index'
import type { PartFile } from '../ports/files'
import type { OverlapCheck } from '../proof/overlap-check'
import type { SegmentRecord } from '../records'
import { OVERLAP_BYTES } from '../requests/open-at'

/**
 * Where an earlier transfer left a gap, nobody knows any more whether both its sides are of one
 * version. The first bytes behind each gap are fetched again, by whoever fills it, and compared with
 * those on disk. Returns the segments with the gaps widened by that. Throws DownloadError.
 */
export function* recheckBoundaries(
  segments: readonly SegmentRecord[],
  part: PartFile,
  overlaps: OverlapCheck,
): Coroutine<SegmentRecord[]> {
  const reopened: SegmentRecord[] = []
  for (const segment of segments) {
    const left = reopened.at(-1)
    const heldBytes = segment.position - segment.start
    if (left === undefined || left.position === left.end || heldBytes === 0) {
      reopened.push(segment)
      continue
    }
    const start = segment.start + Math.min(OVERLAP_BYTES, heldBytes)
    overlaps.expect(start, yield* part.read(segment.start, start))
    reopened[reopened.length - 1] = { ...left, end: start }
    if (start < segment.end) reopened.push({ ...segment, start })
  }
  return reopened
}
