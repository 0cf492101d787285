import type { DetailsSegment } from '../../../shared/details'

/** A part of the file, as a square of the map shows it. */
export interface SegmentCell {
  /** How much of it is there, 0 to 1. */
  readonly held: number
  /** The connection that writes in it now, from 0; null for none. */
  readonly connection: number | null
}

/** The file as so many cells of the same length, in order. Its end stands open while unknown. */
export function segmentCells(
  segments: readonly DetailsSegment[],
  lengthBytes: number | null,
  count: number,
): SegmentCell[] {
  const length = lengthBytes ?? segments.at(-1)?.position ?? 0
  if (length === 0 || count === 0) return []
  const cellBytes = length / count
  const held = new Float64Array(count)
  for (const { start, position } of segments) {
    const last = Math.min(count - 1, Math.ceil(position / cellBytes) - 1)
    for (let cell = Math.floor(start / cellBytes); cell <= last; cell += 1) {
      const from = Math.max(start, cell * cellBytes)
      const to = Math.min(position, (cell + 1) * cellBytes)
      held[cell] = (held[cell] ?? 0) + Math.max(0, to - from)
    }
  }
  const working = new Map<number, number>()
  for (const [index, { position }] of segmentsAtWork(segments).entries()) {
    working.set(Math.min(count - 1, Math.floor(position / cellBytes)), index)
  }
  return Array.from(held, (bytes, cell) => ({
    held: Math.min(1, bytes / cellBytes),
    connection: working.get(cell) ?? null,
  }))
}

/** Those that a connection is at, in the order of the file. */
export function segmentsAtWork(segments: readonly DetailsSegment[]): DetailsSegment[] {
  return segments.filter(({ work }) => work !== null)
}
