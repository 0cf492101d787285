import type { SegmentRecord } from '../records'

/** Length of the blocks whose digests are kept; the last block of a file may be shorter. */
export const BLOCK_BYTES = 4 * 1024 * 1024

/** The position of a block in its file. */
export function blockRange(block: number, lengthBytes: number): { start: number; end: number } {
  const start = block * BLOCK_BYTES
  return { start, end: Math.min(start + BLOCK_BYTES, lengthBytes) }
}

export function countBlocks(lengthBytes: number): number {
  return Math.ceil(lengthBytes / BLOCK_BYTES)
}

/**
 * The blocks that are wholly on disk, in order. Segments tile the file; while its length is unknown,
 * the last block may be incomplete and is left out.
 */
export function blocksOnDisk(segments: readonly SegmentRecord[]): number[] {
  const sorted = [...segments].sort((a, b) => a.start - b.start)
  const lengthBytes = sorted.at(-1)?.end ?? 0
  const blocks: number[] = []
  for (const { start, end } of heldRanges(sorted)) {
    const first = Math.ceil(start / BLOCK_BYTES)
    const behind = end === lengthBytes ? countBlocks(end) : Math.floor(end / BLOCK_BYTES)
    for (let block = first; block < behind; block += 1) blocks.push(block)
  }
  return blocks
}

/** The blocks whose beginning is on disk, and where that beginning ends. */
export function beginningsOnDisk(
  segments: readonly SegmentRecord[],
): { readonly block: number; readonly end: number }[] {
  const sorted = [...segments].sort((a, b) => a.start - b.start)
  const lengthBytes = sorted.at(-1)?.end ?? 0
  return heldRanges(sorted).flatMap(({ start, end }) => {
    const block = Math.floor(end / BLOCK_BYTES)
    const blockStart = block * BLOCK_BYTES
    const isBegun = start <= blockStart && blockStart < end && end < lengthBytes
    return isBegun ? [{ block, end }] : []
  })
}

/**
 * The segments of a file that is complete except for these blocks. Blocks behind the end of the file
 * are ignored.
 */
export function segmentsToRepair(damaged: readonly number[], lengthBytes: number): SegmentRecord[] {
  const segments: { start: number; position: number; end: number }[] = []
  let start = 0
  for (const block of [...new Set(damaged)].sort((a, b) => a - b)) {
    if (block >= countBlocks(lengthBytes)) break
    const hole = blockRange(block, lengthBytes)
    const last = segments.at(-1)
    if (last?.end === hole.start) last.end = hole.end
    else segments.push({ start, position: hole.start, end: hole.end })
    start = hole.end
  }
  if (start < lengthBytes || segments.length === 0) {
    segments.push({ start, position: lengthBytes, end: lengthBytes })
  }
  return segments
}

/** The ranges on disk of segments in order; neighbors are joined. */
function heldRanges(segments: readonly SegmentRecord[]): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  for (const { start, position } of segments) {
    const last = ranges.at(-1)
    if (last?.end === start) last.end = position
    else ranges.push({ start, end: position })
  }
  return ranges
}
