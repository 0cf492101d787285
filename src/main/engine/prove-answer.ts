import { DownloadError } from './download-error'
import type { Answer, GetRequest } from './ports'
import { isSameVersion, type Validator } from './validator'

/** What is already known of the file, from the first answer. */
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
}

/** Everything of an answer but its body. */
export type AnswerFacts = Omit<Answer, 'read' | 'close'>

const hostOf = (url: string): string => new URL(url).host

/**
 * Decides whether an answer carries exactly the bytes that were asked for, of the version that is
 * known, before one of them is written. Throws a DownloadError that says why not.
 *
 * Invariant 2: a 206 is written only where its Content-Range says, and only if its validator
 * matches; a 200 to a ranged request is never written at an offset (RFC 9110 §14.4, §15.3.7).
 */
export function proveAnswer(request: GetRequest, answer: AnswerFacts, known: Known | null): Proven {
  const facts = { host: hostOf(answer.url), status: answer.status }
  if (answer.status !== 200 && answer.status !== 206) throw statusError(answer)
  if (answer.contentEncoding !== null) {
    throw new DownloadError('encoded-answer', { ...facts, detail: answer.contentEncoding })
  }
  if (known !== null) refuseOtherVersion(known, answer)
  else if (hidesTotal(answer)) throw new DownloadError('range-ignored', facts)
  return answer.status === 206 ? provePart(request, answer) : proveWhole(request, answer)
}

/** A part of an unknown whole: nothing tells when the whole is there (RFC 9110 §14.4). */
export function hidesTotal({ status, contentRange }: AnswerFacts): boolean {
  return status === 206 && contentRange?.lengthBytes === null
}

function refuseOtherVersion(known: Known, answer: AnswerFacts): void {
  const lengthBytes =
    answer.status === 206 ? answer.contentRange?.lengthBytes : answer.contentLengthBytes
  const otherLength =
    known.lengthBytes !== null && lengthBytes != null && lengthBytes !== known.lengthBytes
  if (!otherLength && isSameVersion(known.validator, answer.validator)) return
  throw new DownloadError('file-changed', {
    host: hostOf(answer.url),
    ...(otherLength ? { expectedBytes: known.lengthBytes, receivedBytes: lengthBytes } : {}),
    ...(known.validator.etag === null ? {} : { before: known.validator.etag }),
    ...(answer.validator.etag === null ? {} : { after: answer.validator.etag }),
  })
}

function provePart(request: GetRequest, answer: AnswerFacts): Proven {
  const { contentRange } = answer
  const start = request.range?.start ?? 0
  const lastEnd = request.range?.end ?? Number.POSITIVE_INFINITY
  if (
    contentRange === null ||
    contentRange.start !== start ||
    contentRange.end <= start ||
    contentRange.end > lastEnd ||
    contentRange.end > (contentRange.lengthBytes ?? Number.POSITIVE_INFINITY)
  ) {
    throw new DownloadError('range-ignored', { host: hostOf(answer.url), status: answer.status })
  }
  return { start, lengthBytes: contentRange.lengthBytes, resumable: true }
}

function proveWhole(request: GetRequest, answer: AnswerFacts): Proven {
  if (request.range !== null && request.range.start > 0) {
    throw new DownloadError('range-ignored', { host: hostOf(answer.url), status: answer.status })
  }
  const lengthBytes = answer.contentLengthBytes
  return { start: 0, lengthBytes, resumable: answer.acceptsRanges && lengthBytes !== null }
}

function statusError({ status, url, retryAfterMs }: AnswerFacts): DownloadError {
  const facts = {
    host: hostOf(url),
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  }
  switch (status) {
    case 401:
    case 407:
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
