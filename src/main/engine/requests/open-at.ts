import { type Coroutine, TimeoutError, timeout } from '../../kernel/index'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'
import type { GetRequest, HttpResponse, HttpSource, RequestOptions } from '../ports/http'
import { isSame, type OverlapCheck } from '../proof/overlap-check'
import type { Expectation } from '../proof/page-instead-of-file'
import { type KnownFile, validateResponse } from '../proof/validate-response'
import { compareVersions, ifRangeValue, strongEtag } from '../proof/validator'
import { type Chunks, totalBytes } from './chunks'
import { pushBack } from './push-back'

/** So many bytes in front of a place are fetched again and compared, where validators are weak. */
export const OVERLAP_BYTES = 64 * 1024

export interface Origin {
  readonly source: HttpSource
  readonly url: string
  readonly options: RequestOptions
  readonly expected: Expectation
  readonly known: KnownFile
  readonly overlaps: OverlapCheck
  /** Silence that counts as a stall, in milliseconds. */
  readonly stallMs: number
}

/** Bytes `[position, end)` are wanted, of which `heldBytes` right before `position` are on disk. */
export interface WantedRange {
  readonly position: number
  /** Infinity for all that follows. */
  readonly end: number
  readonly heldBytes: number
}

/** Sends a GET and waits for its header; silence becomes a `stalled` error. */
export function* open(
  source: HttpSource,
  request: GetRequest,
  stallMs: number,
): Coroutine<HttpResponse> {
  return yield* withStallError(request.url, () => timeout(stallMs, () => source.get(request)))
}

/**
 * Asks for the bytes from a place on and returns a proven response that stands there. Where no strong
 * ETag proves the version, the last bytes before the place are fetched as well and compared with
 * those on disk. Throws DownloadError; then no connection is left open.
 *
 * Invariant 3: bytes of different versions never meet.
 */
export function* openAt(
  origin: Origin,
  place: WantedRange,
  part: PartFile,
): Coroutine<HttpResponse> {
  const { known } = origin
  if (place.position > 0 && strongEtag(known.validator) === null) {
    return yield* place.heldBytes > 0
      ? openComparing(origin, place, part, known.validator.lastModified)
      : openRecording(origin, place)
  }
  const request = requestFrom(origin, place.position, place.end)
  const response = yield* open(origin.source, request, origin.stallMs)
  try {
    const isFile = response.status === 200 || response.status === 206
    const verdict = isFile ? compareVersions(known.validator, response.validator) : 'other'
    if (verdict === 'doubtful' && place.heldBytes === 0) {
      // There is nothing to compare with, and another connection may do.
      throw new DownloadError('file-changed', { host: new URL(response.url).host })
    }
    // All of it although the version is the same: a server that does not take this If-Range.
    const isRefused = verdict === 'same' && response.status === 200 && place.position > 0
    if (verdict !== 'doubtful' && !isRefused) {
      const { version } = validateResponse(request, response, origin.expected, known)
      if (version === 'same' || place.position === 0) return response
    }
  } catch (error) {
    response.close()
    throw error
  }
  // Without a condition, so that what comes has to be compared.
  response.close()
  return yield* place.heldBytes > 0
    ? openComparing(origin, place, part, null)
    : openRecording(origin, place, null)
}

/** Compares the last bytes on disk before the place with those of the response. */
function* openComparing(
  origin: Origin,
  place: WantedRange,
  part: PartFile,
  ifRange: string | null,
): Coroutine<HttpResponse> {
  const { position, end, heldBytes } = place
  const overlapBytes = Math.min(OVERLAP_BYTES, heldBytes)
  const request = { ...requestFrom(origin, position - overlapBytes, end), ifRange }
  return yield* openEarlier(origin, request, function* (response) {
    const held = yield* part.read(position - overlapBytes, position)
    return yield* compareOverlap(response, held, overlapBytes, origin.stallMs)
  })
}

/** Nothing is on disk before the place yet: keeps what the response has there, for the end. */
function* openRecording(
  origin: Origin,
  { position, end }: WantedRange,
  ifRange = origin.known.validator.lastModified,
): Coroutine<HttpResponse> {
  const overlapBytes = Math.min(OVERLAP_BYTES, position)
  const request = { ...requestFrom(origin, position - overlapBytes, end), ifRange }
  let overlap: Uint8Array | null = null
  const response = yield* openEarlier(origin, request, function* (opened) {
    const all = yield* readAtLeast(opened, overlapBytes, origin.stallMs)
    overlap = all.slice(0, overlapBytes)
    return all.byteLength > overlapBytes ? all.subarray(overlapBytes) : null
  })
  return {
    ...response,
    *read() {
      const chunks = yield* response.read()
      // Not before: a response that brings nothing has no neighbours.
      if (overlap !== null && chunks !== null) origin.overlaps.expect(position, overlap)
      overlap = null
      return chunks
    },
  }
}

/** `readOff` takes the overlap off the response and returns what has arrived beyond it. */
function* openEarlier(
  { source, stallMs, expected, known }: Origin,
  request: GetRequest,
  readOff: (response: HttpResponse) => Coroutine<Uint8Array | null>,
): Coroutine<HttpResponse> {
  const response = yield* open(source, request, stallMs)
  try {
    validateResponse(request, response, expected, known)
    const beyond = yield* readOff(response)
    return beyond === null ? response : pushBack([beyond], response)
  } catch (error) {
    response.close()
    throw error
  }
}

/**
 * Reads so many bytes off a response and compares them with those on disk. Returns what has arrived
 * beyond them, if anything. Throws `file-changed` if they differ.
 */
export function* compareOverlap(
  response: HttpResponse,
  held: Uint8Array,
  overlapBytes: number,
  stallMs: number,
): Coroutine<Uint8Array | null> {
  const all = yield* readAtLeast(response, overlapBytes, stallMs)
  if (!isSame(held, all.subarray(0, overlapBytes)))
    throw new DownloadError('file-changed', { host: new URL(response.url).host })
  return all.byteLength > overlapBytes ? all.subarray(overlapBytes) : null
}

function* readAtLeast(
  response: HttpResponse,
  wantedBytes: number,
  stallMs: number,
): Coroutine<Uint8Array> {
  let all: Uint8Array = new Uint8Array(0)
  while (all.byteLength < wantedBytes) {
    const arrived = yield* withStallError(response.url, () =>
      timeout(stallMs, () => response.read()),
    )
    if (arrived === null) {
      throw new DownloadError('short-body', {
        host: new URL(response.url).host,
        expectedBytes: wantedBytes,
        receivedBytes: all.byteLength,
      })
    }
    all = concatenated([all, ...arrived])
  }
  return all
}

function requestFrom({ url, options, known }: Origin, start: number, end: number): GetRequest {
  const range = { start, end: end === Number.POSITIVE_INFINITY ? null : end }
  return { url, options, range, ifRange: ifRangeValue(known.validator) }
}

function concatenated(chunks: Chunks): Uint8Array {
  const all = new Uint8Array(totalBytes(chunks))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}

export function* withStallError<T>(url: string, body: () => Coroutine<T>): Coroutine<T> {
  try {
    return yield* body()
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    throw new DownloadError('stalled', { host: new URL(url).host }, error)
  }
}
