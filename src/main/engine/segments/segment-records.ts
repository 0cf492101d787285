import type { SegmentRecord } from '../records'

/** Bytes on disk, according to the record. */
export function doneBytes(segments: readonly SegmentRecord[]): number {
  return segments.reduce((sum, { start, position }) => sum + position - start, 0)
}

/** Whether no byte is missing; false without segments, when nothing is planned yet. */
export function isWhole(segments: readonly SegmentRecord[]): boolean {
  return segments.length > 0 && segments.every(({ position, end }) => position === end)
}
