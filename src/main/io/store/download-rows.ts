import { z } from 'zod'
import { checksumSchema } from '../../../shared/checksum'
import { DOWNLOAD_STATES } from '../../../shared/download'
import {
  type DownloadOptions,
  downloadOptionsSchema,
  NO_OPTIONS,
} from '../../../shared/download-options'
import { ERROR_FAMILIES, type ErrorCode, type ErrorInfo } from '../../../shared/errors'
import type { DownloadPatch, DownloadRecord, SegmentRecord } from '../../engine/ports'

const errorSchema: z.ZodType<ErrorInfo> = z.object({
  code: z.enum(Object.keys(ERROR_FAMILIES) as [ErrorCode, ...ErrorCode[]]),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

const rowSchema = z.object({
  id: z.int(),
  rank: z.number(),
  url: z.string(),
  dir: z.string(),
  wished_name: z.string().nullable(),
  options: z.string(),
  state: z.enum(DOWNLOAD_STATES),
  file_name: z.string().nullable(),
  part_name: z.string().nullable(),
  length_bytes: z.int().nullable(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  content_type: z.string().nullable(),
  found_checksums: z.string(),
  resumable: z.literal([0, 1]).nullable(),
  proof: z.enum(['checksum', 'validator', 'length', 'none']).nullable(),
  error: z.string().nullable(),
  added_at_ms: z.int(),
  finished_at_ms: z.int().nullable(),
})

export interface SegmentRow {
  readonly start: number
  readonly position: number
  readonly end: number | null
}

/** A row of the database as a record. Throws if the row is not what Rill writes. */
export function toRecord(row: unknown, segments: readonly SegmentRow[]): DownloadRecord {
  const r = rowSchema.parse(row)
  return {
    id: r.id,
    rank: r.rank,
    url: r.url,
    dir: r.dir,
    wishedName: r.wished_name,
    options: readOptions(r.options),
    state: r.state,
    fileName: r.file_name,
    partName: r.part_name,
    lengthBytes: r.length_bytes,
    validator: { etag: r.etag, lastModified: r.last_modified },
    contentType: r.content_type,
    foundChecksums: z.array(checksumSchema).parse(JSON.parse(r.found_checksums)),
    resumable: r.resumable === null ? null : r.resumable === 1,
    proof: r.proof,
    error: r.error === null ? null : errorSchema.parse(JSON.parse(r.error)),
    addedAtMs: r.added_at_ms,
    finishedAtMs: r.finished_at_ms,
    segments: segments.map((s) => ({ ...s, end: s.end ?? Number.POSITIVE_INFINITY })),
  }
}

/** What another version left out has its default. */
function readOptions(json: string): DownloadOptions {
  return downloadOptionsSchema.parse({ ...NO_OPTIONS, ...JSON.parse(json) })
}

/** All that can change of a record, as the values of one UPDATE. */
export function toColumns(record: DownloadPatch): Record<string, string | number | null> {
  const columns: Record<string, string | number | null | undefined> = {
    rank: record.rank,
    url: record.url,
    options: record.options && JSON.stringify(record.options),
    dir: record.dir,
    wished_name: record.wishedName,
    state: record.state,
    file_name: record.fileName,
    part_name: record.partName,
    length_bytes: record.lengthBytes,
    etag: record.validator?.etag,
    last_modified: record.validator?.lastModified,
    content_type: record.contentType,
    found_checksums: record.foundChecksums && JSON.stringify(record.foundChecksums),
    resumable: record.resumable == null ? record.resumable : Number(record.resumable),
    proof: record.proof,
    error: record.error == null ? record.error : JSON.stringify(record.error),
    finished_at_ms: record.finishedAtMs,
  }
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, string | number | null] => {
      return entry[1] !== undefined
    }),
  )
}

/** SQLite knows no infinity: an open end is NULL. */
export function toSegmentRow({ start, position, end }: SegmentRecord): SegmentRow {
  return { start, position, end: Number.isFinite(end) ? end : null }
}
