import { DownloadError } from '../download-error'
import type { Answer, GetRequest } from '../ports'
import { type Expectation, isPageInPlaceOfFile } from './page-in-place-of-file'
import { compareVersions, type Validator, type VersionVerdict } from './validator'

/** What is known of the file, from the first answer. */
export interface Known {
  readonly lengthBytes: number | null
  readonly validator: Validator
}

/** What a proven answer tells of the file. */
export interface Proven {
  /** Position of the body's first byte. */
  readonly start: number
  readonly lengthBytes: number | null
  readonly resumable: boolean
  /** Against what is known; null if nothing was. */
  readonly version: Exclude<VersionVerdict, 'other'> | null
}

/** Everything of an answer but its body. */
export type AnswerFacts = Omit<Answer, 'read' | 'close'>

/** A body of several ranges, with headers of its own between them (RFC 9110 §14.6). */
const MULTIPART = 'multipart/byteranges'

const hostOf = (url: string): string => new URL(url).host

/**
 * Decides whether an answer carries exactly the bytes that were asked for, of the version that is
 * known, before one of them is written. Throws a DownloadError that says why not. Where only weak
 * evidence speaks for the version, `version` says so: the caller compares some bytes.
 *
 * Invariant 2: a 206 is written only where its Content-Range says, and only if its validator
 * matches; a 200 to a ranged request is never written at an offset (RFC 9110 §14.4, §15.3.7).
 */
export function proveAnswer(
  request: GetRequest,
  answer: AnswerFacts,
  expected: Expectation,
  known: Known | null,
): Proven {
  const facts = { host: hostOf(answer.url), status: answer.status }
  if (answer.status === 416 && known !== null && answer.refusedLengthBytes !== null) {
    proveVersion(known, answer)
  }
  if (answer.status !== 200 && answer.status !== 206) throw statusError(answer, known !== null)
  if (isPageInPlaceOfFile(answer, expected)) throw pageError(request, answer, known !== null)
  if (answer.contentEncoding !== null) {
    throw new DownloadError('encoded-answer', { ...facts, detail: answer.contentEncoding })
  }
  if (answer.contentType === MULTIPART) throw new DownloadError('range-ignored', facts)
  const version = known === null ? null : proveVersion(known, answer)
  if (known === null && hidesTotal(answer)) throw new DownloadError('range-ignored', facts)
  return {
    ...(answer.status === 206 ? provePart(request, answer) : proveWhole(request, answer)),
    version,
  }
}

/** A part of an unknown whole: nothing tells when the whole is there (RFC 9110 §14.4). */
function hidesTotal({ status, contentRange }: AnswerFacts): boolean {
  return status === 206 && contentRange?.lengthBytes === null
}

function wholeLengthOf(answer: AnswerFacts): number | null {
  switch (answer.status) {
    case 206:
      return answer.contentRange?.lengthBytes ?? null
    case 416:
      return answer.refusedLengthBytes
    default:
      return answer.contentLengthBytes
  }
}

/** Throws `file-changed` for what is certainly another version. */
function proveVersion(known: Known, answer: AnswerFacts): Exclude<VersionVerdict, 'other'> {
  const lengthBytes = wholeLengthOf(answer)
  const otherLength =
    known.lengthBytes !== null && lengthBytes !== null && lengthBytes !== known.lengthBytes
  const verdict = compareVersions(known.validator, answer.validator)
  if (!otherLength && verdict !== 'other') return verdict
  throw new DownloadError('file-changed', {
    host: hostOf(answer.url),
    ...(otherLength ? { expectedBytes: known.lengthBytes, receivedBytes: lengthBytes } : {}),
    ...(known.validator.etag === null ? {} : { before: known.validator.etag }),
    ...(answer.validator.etag === null ? {} : { after: answer.validator.etag }),
  })
}

type Place = Omit<Proven, 'version'>

function provePart(request: GetRequest, answer: AnswerFacts): Place {
  const { contentRange } = answer
  const start = request.range?.start ?? 0
  const lastEnd = request.range?.end ?? Number.POSITIVE_INFINITY
  if (
    contentRange === null ||
    contentRange.start !== start ||
    contentRange.end <= start ||
    contentRange.end > lastEnd ||
    contentRange.end > (contentRange.lengthBytes ?? Number.POSITIVE_INFINITY) ||
    !isAsLongAsItSays(answer)
  ) {
    throw new DownloadError('range-ignored', { host: hostOf(answer.url), status: answer.status })
  }
  return { start, lengthBytes: contentRange.lengthBytes, resumable: true }
}

/** A body of another length than its range is not what its range says. */
function isAsLongAsItSays({ contentRange, contentLengthBytes }: AnswerFacts): boolean {
  if (contentRange === null || contentLengthBytes === null) return true
  return contentLengthBytes === contentRange.end - contentRange.start
}

function proveWhole(request: GetRequest, answer: AnswerFacts): Place {
  if (request.range !== null && request.range.start > 0) {
    throw new DownloadError('range-ignored', { host: hostOf(answer.url), status: answer.status })
  }
  const lengthBytes = answer.contentLengthBytes
  return { start: 0, lengthBytes, resumable: answer.acceptsRanges && lengthBytes !== null }
}

/** Behind a page from another host stands mostly the network, which wants a login of its own. */
function pageError(request: GetRequest, answer: AnswerFacts, isKnown: boolean): DownloadError {
  const host = hostOf(request.url)
  const isElsewhere = hostOf(answer.url) !== host
  return new DownloadError(isKnown && isElsewhere ? 'network-login' : 'login-page', { host })
}

/** A link that has given bytes before and gives none now has expired. */
function statusError({ status, url, retryAfterMs }: AnswerFacts, isKnown: boolean): DownloadError {
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
