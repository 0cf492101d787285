import { DownloadError } from '../download-error'
import type { GetRequest, HttpResponse, Validator } from '../ports/http'
import { type Expectation, isPageInsteadOfFile } from './page-instead-of-file'
import { compareVersions, type VersionVerdict } from './validator'

/** What the first response said about the file. */
export interface KnownFile {
  readonly lengthBytes: number | null
  readonly validator: Validator
}

/** What a validated response says about the file. */
export interface ValidatedResponse {
  /** Position of the body's first byte. */
  readonly start: number
  readonly lengthBytes: number | null
  readonly resumable: boolean
  /** Compared with the known version; null for the first response. */
  readonly version: Exclude<VersionVerdict, 'other'> | null
}

/** The parts of a request that its response has to match. */
type Asked = Pick<GetRequest, 'url' | 'range'>

/** A response without its body. */
export type ResponseHead = Omit<HttpResponse, 'read' | 'close'>

/** A body of several ranges, with headers of its own between them (RFC 9110 §14.6). */
const MULTIPART = 'multipart/byteranges'

const hostOf = (url: string): string => new URL(url).host

/**
 * Decides, before any byte is written, whether a response carries exactly the requested bytes of the
 * known version. Throws a DownloadError with the reason if not. If the evidence for the version is
 * weak, `version` says so, and the caller compares some bytes.
 *
 * Invariant 2: a 206 is written only where its Content-Range says, and only if its validator
 * matches; a 200 to a ranged request is never written at an offset (RFC 9110 §14.4, §15.3.7).
 */
export function validateResponse(
  request: Asked,
  response: ResponseHead,
  expected: Expectation,
  known: KnownFile | null,
): ValidatedResponse {
  const facts = { host: hostOf(response.url), status: response.status }
  if (response.status === 416 && known !== null && response.refusedLengthBytes !== null) {
    validateVersion(known, response)
  }
  if (response.status !== 200 && response.status !== 206)
    throw statusError(response, known !== null)
  if (isPageInsteadOfFile(response, expected)) throw pageError(request, response, known !== null)
  if (response.contentEncoding !== null) {
    throw new DownloadError('encoded-answer', { ...facts, detail: response.contentEncoding })
  }
  if (response.contentType === MULTIPART) throw new DownloadError('range-ignored', facts)
  const version = known === null ? null : validateVersion(known, response)
  if (known === null && hidesTotal(response)) throw new DownloadError('range-ignored', facts)
  return {
    ...(response.status === 206
      ? validatePart(request, response)
      : validateWhole(request, response)),
    version,
  }
}

/** A part of a file of unknown length: nothing shows when the file is complete (RFC 9110 §14.4). */
function hidesTotal({ status, contentRange }: ResponseHead): boolean {
  return status === 206 && contentRange?.lengthBytes === null
}

function wholeLengthOf(response: ResponseHead): number | null {
  switch (response.status) {
    case 206:
      return response.contentRange?.lengthBytes ?? null
    case 416:
      return response.refusedLengthBytes
    default:
      return response.contentLengthBytes
  }
}

/** Throws `file-changed` if the response is certainly of another version. */
function validateVersion(
  known: KnownFile,
  response: ResponseHead,
): Exclude<VersionVerdict, 'other'> {
  const lengthBytes = wholeLengthOf(response)
  const otherLength =
    known.lengthBytes !== null && lengthBytes !== null && lengthBytes !== known.lengthBytes
  const verdict = compareVersions(known.validator, response.validator)
  if (!otherLength && verdict !== 'other') return verdict
  throw new DownloadError('file-changed', {
    host: hostOf(response.url),
    ...(otherLength ? { expectedBytes: known.lengthBytes, receivedBytes: lengthBytes } : {}),
    ...(known.validator.etag === null ? {} : { before: known.validator.etag }),
    ...(response.validator.etag === null ? {} : { after: response.validator.etag }),
  })
}

type BodyExtent = Omit<ValidatedResponse, 'version'>

function validatePart(request: Asked, response: ResponseHead): BodyExtent {
  const { contentRange } = response
  const start = request.range?.start ?? 0
  const lastEnd = request.range?.end ?? Number.POSITIVE_INFINITY
  if (
    contentRange === null ||
    contentRange.start !== start ||
    contentRange.end <= start ||
    contentRange.end > lastEnd ||
    contentRange.end > (contentRange.lengthBytes ?? Number.POSITIVE_INFINITY) ||
    !isAsLongAsItSays(response)
  ) {
    throw new DownloadError('range-ignored', {
      host: hostOf(response.url),
      status: response.status,
    })
  }
  return { start, lengthBytes: contentRange.lengthBytes, resumable: true }
}

/** A body whose length differs from its Content-Range does not hold that range. */
function isAsLongAsItSays({ contentRange, contentLengthBytes }: ResponseHead): boolean {
  if (contentRange === null || contentLengthBytes === null) return true
  return contentLengthBytes === contentRange.end - contentRange.start
}

function validateWhole(request: Asked, response: ResponseHead): BodyExtent {
  if (request.range !== null && request.range.start > 0) {
    throw new DownloadError('range-ignored', {
      host: hostOf(response.url),
      status: response.status,
    })
  }
  const lengthBytes = response.contentLengthBytes
  return { start: 0, lengthBytes, resumable: response.acceptsRanges && lengthBytes !== null }
}

/** A page from another host mostly comes from a network that wants a login of its own. */
function pageError(request: Asked, response: ResponseHead, isKnown: boolean): DownloadError {
  const host = hostOf(request.url)
  const isElsewhere = hostOf(response.url) !== host
  return new DownloadError(isKnown && isElsewhere ? 'network-login' : 'login-page', { host })
}

/** A link that worked before and fails now has expired. */
function statusError({ status, url, retryAfterMs }: ResponseHead, isKnown: boolean): DownloadError {
  const facts = {
    host: hostOf(url),
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  }
  if (isKnown && [401, 403, 404, 410].includes(status)) {
    return new DownloadError('link-expired', facts)
  }
  switch (status) {
    case 511:
      return new DownloadError('network-login', facts)
    case 407:
      return new DownloadError('proxy-unusable', { ...facts, reason: 'asks-for-login' })
    case 401:
      return new DownloadError('unauthorized', facts)
    case 403:
      return new DownloadError('forbidden', facts)
    case 404:
      return new DownloadError('not-found', facts)
    case 410:
      return new DownloadError('gone', facts)
    case 416:
      return new DownloadError('range-ignored', facts)
    case 408:
    case 429:
    case 503:
      return new DownloadError('server-busy', facts)
    default:
      return new DownloadError(status >= 500 ? 'server-error' : 'http-status', facts)
  }
}
