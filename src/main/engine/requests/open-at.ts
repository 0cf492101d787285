import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'
import type { GetRequest, HttpResponse } from '../ports/http'
import { isSame, OVERLAP_BYTES, type OverlapCheck } from '../proof/overlap-check'
import type { Expectation } from '../proof/page-instead-of-file'
import { type KnownFile, validateResponse } from '../proof/validate-response'
import { compareVersions, ifRangeValue, strongEtag } from '../proof/validator'
import { concatenated } from './chunks'
import { openValidated } from './open-validated'
import { pushBack } from './push-back'
import type { Requester } from './requester'

/** How to ask for the bytes of a file, and what each response has to match. */
export interface RequestContext {
  readonly requester: Requester
  readonly url: string
  readonly expected: Expectation
  readonly known: KnownFile
  readonly overlaps: OverlapCheck
}

/** Bytes `[position, end)` are wanted, and `heldBytes` right before `position` are on disk. */
export interface WantedRange {
  readonly position: number
  /** Infinity for everything from `position` on. */
  readonly end: number
  readonly heldBytes: number
}

type RangeRequest = Omit<GetRequest, 'options'>

/**
 * Asks for the bytes from a position on. Returns a validated response that starts there. If no
 * strong ETag proves the version, the bytes right before the position are fetched as well and
 * compared with the bytes on disk. Throws DownloadError; then no connection is left open.
 *
 * Invariant 3: bytes of different versions never meet.
 */
export function* openAt(
  context: RequestContext,
  wanted: WantedRange,
  part: PartFile,
): Coroutine<HttpResponse> {
  const { known } = context
  if (wanted.position > 0 && strongEtag(known.validator) === null) {
    return yield* wanted.heldBytes > 0
      ? openComparing(context, wanted, part, known.validator.lastModified)
      : openRecording(context, wanted)
  }
  const request = requestFrom(context, wanted.position, wanted.end)
  const response = yield* context.requester.get(request.url, request.range, request.ifRange)
  try {
    const isFile = response.status === 200 || response.status === 206
    const verdict = isFile ? compareVersions(known.validator, response.validator) : 'other'
    if (verdict === 'doubtful' && wanted.heldBytes === 0) {
      // There is nothing to compare the response with, and another connection may succeed.
      throw new DownloadError('file-changed', { host: new URL(response.url).host })
    }
    // The whole file of the same version: the server does not support this If-Range.
    const isRefused = verdict === 'same' && response.status === 200 && wanted.position > 0
    if (verdict !== 'doubtful' && !isRefused) {
      const { version } = validateResponse(request, response, context.expected, known)
      if (version === 'same' || wanted.position === 0) return response
    }
  } catch (error) {
    response.close()
    throw error
  }
  // Without a condition, so that the bytes have to be compared.
  response.close()
  return yield* wanted.heldBytes > 0
    ? openComparing(context, wanted, part, null)
    : openRecording(context, wanted, null)
}

/** Compares the last bytes on disk before the position with those of the response. */
function* openComparing(
  context: RequestContext,
  wanted: WantedRange,
  part: PartFile,
  ifRange: string | null,
): Coroutine<HttpResponse> {
  const { position, end, heldBytes } = wanted
  const { requester } = context
  const overlapBytes = Math.min(OVERLAP_BYTES, heldBytes)
  const request = { ...requestFrom(context, position - overlapBytes, end), ifRange }
  return yield* openEarlier(context, request, function* (response) {
    const held = yield* part.read(position - overlapBytes, position)
    return yield* compareOverlap(requester, response, held, overlapBytes)
  })
}

/** Nothing before the position is on disk yet: records the response's bytes for a later check. */
function* openRecording(
  context: RequestContext,
  { position, end }: WantedRange,
  ifRange = context.known.validator.lastModified,
): Coroutine<HttpResponse> {
  const overlapBytes = Math.min(OVERLAP_BYTES, position)
  const request = { ...requestFrom(context, position - overlapBytes, end), ifRange }
  let overlap: Uint8Array | null = null
  const response = yield* openEarlier(context, request, function* (opened) {
    const all = yield* readAtLeast(context.requester, opened, overlapBytes)
    overlap = all.slice(0, overlapBytes)
    return all.byteLength > overlapBytes ? all.subarray(overlapBytes) : null
  })
  return {
    ...response,
    *read() {
      const chunks = yield* response.read()
      // Not earlier: a response that brings no bytes meets no neighbor.
      if (overlap !== null && chunks !== null) context.overlaps.expect(position, overlap)
      overlap = null
      return chunks
    },
  }
}

/** `readOff` reads the overlap off the response and returns the bytes that arrived after it. */
function* openEarlier(
  { requester, expected, known }: RequestContext,
  request: RangeRequest,
  readOff: (response: HttpResponse) => Coroutine<Uint8Array | null>,
): Coroutine<HttpResponse> {
  const { response } = yield* openValidated(requester, request, expected, known)
  try {
    const beyond = yield* readOff(response)
    return beyond === null ? response : pushBack([beyond], response)
  } catch (error) {
    response.close()
    throw error
  }
}

/**
 * Reads the first `overlapBytes` of a response and compares them with the bytes on disk. Returns
 * the bytes that arrived after them, if any. Throws DownloadError: `file-changed` if they differ.
 */
export function* compareOverlap(
  requester: Requester,
  response: HttpResponse,
  held: Uint8Array,
  overlapBytes: number,
): Coroutine<Uint8Array | null> {
  const all = yield* readAtLeast(requester, response, overlapBytes)
  if (!isSame(held, all.subarray(0, overlapBytes)))
    throw new DownloadError('file-changed', { host: new URL(response.url).host })
  return all.byteLength > overlapBytes ? all.subarray(overlapBytes) : null
}

function* readAtLeast(
  requester: Requester,
  response: HttpResponse,
  wantedBytes: number,
): Coroutine<Uint8Array> {
  let all: Uint8Array = new Uint8Array(0)
  while (all.byteLength < wantedBytes) {
    const arrived = yield* requester.read(response)
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

function requestFrom({ url, known }: RequestContext, start: number, end: number): RangeRequest {
  const range = { start, end: end === Number.POSITIVE_INFINITY ? null : end }
  return { url, range, ifRange: ifRangeValue(known.validator) }
}
