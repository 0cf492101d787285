import { z } from 'zod'
import { checksumSchema } from '../../../shared/checksum'
import { DOWNLOAD_STATES, type DownloadId } from '../../../shared/download'
import {
  type DownloadOptions,
  downloadOptionsSchema,
  NO_OPTIONS,
} from '../../../shared/download-options'
import { ERROR_FAMILIES, type ErrorCode, type ErrorInfo } from '../../../shared/errors'
import type {
  DownloadDraft,
  DownloadPatch,
  DownloadRecord,
  SegmentRecord,
} from '../../engine/records'

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
  final_url: z.string().nullable(),
  server: z.string().nullable(),
  found_checksums: z.string(),
  resumable: z.literal([0, 1]).nullable(),
  proof: z.enum(['checksum', 'validator', 'length', 'none']).nullable(),
  error: z.string().nullable(),
  added_at_ms: z.int(),
  finished_at_ms: z.int().nullable(),
  trashed_at_ms: z.int().nullable(),
  trashes_file: z.literal([0, 1]),
  start_at_ms: z.int().nullable(),
})

export interface SegmentRow {
  readonly start: number
  readonly position: number
  readonly end: number | null
}

/**
 * A row of the database as a record. Rows in a row that say the same share what they can: there may
 * be a hundred thousand. Throws if the row is not what Rill writes.
 */
export function toRecord(row: unknown, segments: readonly SegmentRow[]): DownloadRecord {
  const r = rowSchema.parse(row)
  return {
    id: r.id,
    rank: r.rank,
    url: r.url,
    dir: sameText(r.dir),
    wishedName: r.wished_name,
    options: readOptions(r.options),
    state: r.state,
    fileName: r.file_name,
    partName: r.part_name,
    lengthBytes: r.length_bytes,
    validator:
      r.etag === null && r.last_modified === null
        ? NO_VALIDATOR
        : { etag: r.etag, lastModified: r.last_modified },
    contentType: r.content_type,
    finalUrl: r.final_url,
    server: r.server === null ? null : sameServer(r.server),
    foundChecksums: readChecksums(r.found_checksums),
    resumable: r.resumable === null ? null : r.resumable === 1,
    proof: r.proof,
    error: r.error === null ? null : errorSchema.parse(JSON.parse(r.error)),
    addedAtMs: r.added_at_ms,
    finishedAtMs: r.finished_at_ms,
    trashed:
      r.trashed_at_ms === null ? null : { atMs: r.trashed_at_ms, withFile: r.trashes_file === 1 },
    startAtMs: r.start_at_ms,
    segments:
      segments.length === 0
        ? NO_SEGMENTS
        : segments.map(({ start, position, end }) => ({
            ...{ start, position },
            end: end ?? Number.POSITIVE_INFINITY,
          })),
  }
}

/** A new download as a record. */
export function newRecord(draft: DownloadDraft, id: DownloadId, rank: number): DownloadRecord {
  return {
    id,
    rank,
    url: draft.url,
    dir: draft.dir,
    wishedName: draft.wishedName,
    options: draft.options,
    state: draft.state,
    fileName: null,
    partName: null,
    lengthBytes: null,
    validator: NO_VALIDATOR,
    contentType: null,
    finalUrl: null,
    server: null,
    foundChecksums: NO_CHECKSUMS,
    resumable: null,
    proof: null,
    error: null,
    addedAtMs: draft.addedAtMs,
    finishedAtMs: null,
    trashed: null,
    startAtMs: draft.startAtMs ?? null,
    segments: NO_SEGMENTS,
  }
}

const NO_VALIDATOR: DownloadRecord['validator'] = { etag: null, lastModified: null }
const NO_CHECKSUMS: DownloadRecord['foundChecksums'] = []
const NO_SEGMENTS: DownloadRecord['segments'] = []

const sameText = rememberingTheLast((text) => text)
const sameServer = rememberingTheLast((text) => text)

/** What is left out has its default, also where another version left it out. */
const readOptions = rememberingTheLast((json): DownloadOptions => {
  return json === '{}'
    ? NO_OPTIONS
    : downloadOptionsSchema.parse({ ...NO_OPTIONS, ...JSON.parse(json) })
})

const readChecksums = rememberingTheLast((json): DownloadRecord['foundChecksums'] => {
  return json === '[]' ? NO_CHECKSUMS : z.array(checksumSchema).parse(JSON.parse(json))
})

/** Gives the same value again for the same text that comes again right away. */
function rememberingTheLast<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | null = null
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return last.value
  }
}

/** What differs from no options at all, as JSON. */
export function optionsText(options: DownloadOptions): string {
  if (options === NO_OPTIONS) return '{}'
  const [told, silent] = [
    Object.entries(options),
    new Map<string, unknown>(Object.entries(NO_OPTIONS)),
  ]
  return JSON.stringify(
    Object.fromEntries(
      told.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(silent.get(name))),
    ),
  )
}

/** All that can change of a record, as the values of one UPDATE. */
export function toColumns(record: DownloadPatch): Record<string, string | number | null> {
  const columns: Record<string, string | number | null | undefined> = {
    rank: record.rank,
    url: record.url,
    options: record.options && optionsText(record.options),
    dir: record.dir,
    wished_name: record.wishedName,
    state: record.state,
    file_name: record.fileName,
    part_name: record.partName,
    length_bytes: record.lengthBytes,
    etag: record.validator?.etag,
    last_modified: record.validator?.lastModified,
    content_type: record.contentType,
    final_url: record.finalUrl,
    server: record.server,
    found_checksums: record.foundChecksums && JSON.stringify(record.foundChecksums),
    resumable: record.resumable == null ? record.resumable : Number(record.resumable),
    proof: record.proof,
    error: record.error == null ? record.error : JSON.stringify(record.error),
    finished_at_ms: record.finishedAtMs,
    trashed_at_ms: record.trashed == null ? record.trashed : record.trashed.atMs,
    trashes_file:
      record.trashed === undefined ? undefined : Number(record.trashed?.withFile ?? false),
    start_at_ms: record.startAtMs,
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
