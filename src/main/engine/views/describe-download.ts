import type { DetailsSegment, DownloadDetails, KnownChecksum } from '../../../shared/details'
import type { ErrorInfo } from '../../../shared/errors'
import type { SpeedRecord } from '../../../shared/speed-record'
import type { DownloadRecord } from '../records'
import { doneBytes } from '../segments/segment-records'
import type { TransferStatus } from '../transfer/transfer-status'

export interface Surroundings {
  readonly transfer: TransferStatus | undefined
  readonly path: string | null
  readonly queuePlace: number | null
  readonly speeds: SpeedRecord | null
}

/** All there is to know of a download beyond its row in the list, without its password. */
export function describeDownload(
  record: DownloadRecord,
  { transfer, path, queuePlace, speeds }: Surroundings,
): DownloadDetails {
  const { login, checksums: _given, mirrors, ...options } = record.options
  const running = record.state === 'downloading' ? transfer : undefined
  return {
    id: record.id,
    finalUrl: record.finalUrl === record.url ? null : record.finalUrl,
    server: record.server,
    mirrors,
    etag: record.validator.etag,
    lastModified: record.validator.lastModified,
    contentType: record.contentType,
    path,
    checksums: checksumsOf(record),
    options: { ...options, user: login?.user ?? null },
    segments: joined(transfer?.segments() ?? recordedSegments(record)),
    isDamaged: record.error?.code === 'damaged',
    plan: running?.plan() ?? null,
    queuePlace,
    recordedBytes: doneBytes(record.segments),
    speeds,
  }
}

function checksumsOf({ options, foundChecksums, proof, state, error }: DownloadRecord) {
  const isCompared = state === 'completed' && proof === 'checksum'
  const verdictOf = (hex: string): KnownChecksum['verdict'] => {
    if (isCompared) return 'matches'
    return error?.code === 'checksum-mismatch' && names(error, hex) ? 'differs' : 'waiting'
  }
  const given = options.checksums.map(
    (one): KnownChecksum => ({ ...one, source: 'person', verdict: verdictOf(one.hex) }),
  )
  const found = foundChecksums.map((one): KnownChecksum => {
    const verdict = given.length > 0 ? 'unused' : verdictOf(one.hex)
    return { ...one, source: 'server', verdict }
  })
  return [...given, ...found]
}

/** Earlier versions named it in `detail`. */
function names({ facts: { wanted, detail = '' } }: ErrorInfo, hex: string): boolean {
  return wanted === hex || detail.includes(hex)
}

function recordedSegments({ segments }: DownloadRecord): DetailsSegment[] {
  return segments.map(({ start, position, end }) => ({
    ...{ start, position },
    end: Number.isFinite(end) ? end : null,
    work: null,
  }))
}

/** Whole neighbours as one: there may be hundreds. */
function joined(segments: readonly DetailsSegment[]): DetailsSegment[] {
  const tiles: DetailsSegment[] = []
  for (const tile of segments) {
    const last = tiles.at(-1)
    const goesOn = last !== undefined && last.work === null && last.position === last.end
    if (goesOn) tiles[tiles.length - 1] = { ...tile, start: last.start }
    else tiles.push(tile)
  }
  return tiles
}
