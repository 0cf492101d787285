import type { SegmentRecord } from '../../../src/main/engine/records'

/**
 * Says what is wrong with the segments of a file; null if they are right.
 *
 * Invariant 1: segments tile the file: no gap, no overlap, inside `[0, length)`.
 */
export function faultInTiling(
  segments: readonly SegmentRecord[],
  lengthBytes: number | null,
): string | null {
  let reached = 0
  for (const { start, position, end } of segments) {
    if (start !== reached) return `a segment begins at ${start}, the one before ends at ${reached}`
    if (position < start || position > end) return `position ${position} outside ${start}–${end}`
    reached = end
  }
  const whole = lengthBytes ?? Number.POSITIVE_INFINITY
  if (segments.length === 0 || reached === whole) return null
  // The end of the last segment is the length of a file of unknown length.
  return lengthBytes === null ? null : `they end at ${reached}, the file at ${lengthBytes}`
}

/** The bytes that the segments claim to hold, as ranges that do not touch. */
export function claimedRuns(
  segments: readonly SegmentRecord[],
): { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = []
  for (const { start, position } of segments) {
    if (position === start) continue
    const last = runs.at(-1)
    if (last?.end === start) last.end = position
    else runs.push({ start, end: position })
  }
  return runs
}
