import type { Coroutine } from '../../kernel'
import type { PartFile } from '../ports/files'
import { OVERLAP_BYTES, type OverlapCheck } from '../proof/overlap-check'
import type { SegmentRecord } from '../records'

/**
 * After a restart nothing proves that the bytes on both sides of a gap are of one version. Widens
 * each gap by the first bytes behind it, so that they are fetched again, and has them compared with
 * the bytes on disk. Returns the segments with the wider gaps. Throws DownloadError.
 */
export function* recheckBoundaries(
  segments: readonly SegmentRecord[],
  part: PartFile,
  overlaps: OverlapCheck,
): Coroutine<SegmentRecord[]> {
  const widened: SegmentRecord[] = []
  for (const segment of segments) {
    const left = widened.at(-1)
    const heldBytes = segment.position - segment.start
    if (left === undefined || left.position === left.end || heldBytes === 0) {
      widened.push(segment)
      continue
    }
    const start = segment.start + Math.min(OVERLAP_BYTES, heldBytes)
    overlaps.expect(start, yield* part.read(segment.start, start))
    widened[widened.length - 1] = { ...left, end: start }
    if (start < segment.end) widened.push({ ...segment, start })
  }
  return widened
}
