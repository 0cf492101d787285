import { DownloadError } from '../../../src/main/engine/download-error'
import type { BlockRecord, SegmentRecord } from '../../../src/main/engine/records'

/** The columns of a new download that are not in its draft. */
export const NOTHING_KNOWN = {
  file_name: null,
  part_name: null,
  length_bytes: null,
  etag: null,
  last_modified: null,
  content_type: null,
  final_url: null,
  server: null,
  found_checksums: '[]',
  resumable: null,
  proof: null,
  error: null,
  finished_at_ms: null,
  trashed_at_ms: null,
  trashes_file: 0,
  start_at_ms: null,
}

/** Checks a value as the columns of a STRICT table do. */
export function mustBeWhole(number: number | null | undefined): void {
  if (number != null && !Number.isInteger(number)) throw sqliteError('SQLITE_CONSTRAINT_DATATYPE')
}

/** Copies the segments in order; on the path of every checkpoint. */
export function keptSegments(segments: readonly SegmentRecord[]): readonly SegmentRecord[] {
  const kept: SegmentRecord[] = []
  let isInOrder = true
  for (const { start, position, end } of segments) {
    mustBeWhole(start)
    mustBeWhole(position)
    if (Number.isFinite(end)) mustBeWhole(end)
    isInOrder &&= start > (kept.at(-1)?.start ?? Number.NEGATIVE_INFINITY)
    kept.push({ start, position, end: Number.isFinite(end) ? end : Number.POSITIVE_INFINITY })
  }
  if (isInOrder) return kept
  if (new Set(kept.map(({ start }) => start)).size < kept.length) {
    throw sqliteError('SQLITE_CONSTRAINT_PRIMARYKEY')
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Copies the new blocks beside the known ones. */
export function keptBlocks(
  before: ReadonlyMap<number, Uint8Array>,
  blocks: readonly BlockRecord[],
): ReadonlyMap<number, Uint8Array> {
  const after = new Map(before)
  for (const { block, digest } of blocks) {
    mustBeWhole(block)
    after.set(block, Buffer.from(digest))
  }
  return after
}

/** A value as it comes back from JSON. */
export function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Translates an error of SQLite for the engine. */
export function sqliteError(detail: string): DownloadError {
  const code = detail === 'SQLITE_FULL' ? 'disk-full' : 'disk-error'
  return new DownloadError(code, { path: 'rill.db', detail })
}
