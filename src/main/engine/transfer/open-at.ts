import { type Coroutine, TimeoutError, timeout } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Answer, GetRequest, HttpSource, PartFile, RequestOptions } from '../ports'
import { type Edges, isSame } from '../proof/edges'
import type { Expectation } from '../proof/page-in-place-of-file'
import { type Known, proveAnswer } from '../proof/prove-answer'
import { compareVersions, ifRangeValue, strongEtag } from '../proof/validator'
import { type Chunks, totalBytes } from './chunks'
import { withFirst } from './with-first'

/** So many bytes in front of a place are fetched again and compared, where validators are weak. */
export const EDGE_BYTES = 64 * 1024

export interface Origin {
  readonly source: HttpSource
  readonly url: string
  readonly options: RequestOptions
  readonly expected: Expectation
  readonly known: Known
  readonly edges: Edges
  /** Silence that counts as a stall, in milliseconds. */
  readonly stallMs: number
}

/** Bytes `[position, end)` are wanted, of which `heldBytes` right before `position` are on disk. */
export interface Place {
  readonly position: number
  /** Infinity for all that follows. */
  readonly end: number
  readonly heldBytes: number
}

/** Sends a GET and waits for its header; silence becomes a `stalled` error. */
export function* open(source: HttpSource, request: GetRequest, stallMs: number): Coroutine<Answer> {
  return yield* withStallError(request.url, () => timeout(stallMs, () => source.get(request)))
}

/**
 * Asks for the bytes from a place on and returns a proven answer that stands there. Where no strong
 * ETag proves the version, the last bytes before the place are fetched as well and compared with
 * those on disk. Throws DownloadError; then no connection is left open.
 *
 * Invariant 3: bytes of different versions never meet.
 */
export function* openAt(origin: Origin, place: Place, part: PartFile): Coroutine<Answer> {
  const { known } = origin
  if (place.position > 0 && strongEtag(known.validator) === null) {
    return yield* place.heldBytes > 0
      ? openWithEdge(origin, place, part, known.validator.lastModified)
      : openKeepingEdge(origin, place)
  }
  const request = requestFrom(origin, place.position, place.end)
  const answer = yield* open(origin.source, request, origin.stallMs)
  try {
    const isFile = answer.status === 200 || answer.status === 206
    const verdict = isFile ? compareVersions(known.validator, answer.validator) : 'other'
    if (verdict === 'doubtful' && place.heldBytes === 0) {
      // There is nothing to compare with, and another connection may do.
      throw new DownloadError('file-changed', { host: new URL(answer.url).host })
    }
    // All of it although the version is the same: a server that does not take this If-Range.
    const isRefused = verdict === 'same' && answer.status === 200 && place.position > 0
    if (verdict !== 'doubtful' && !isRefused) {
      const { version } = proveAnswer(request, answer, origin.expected, known)
      if (version === 'same' || place.position === 0) return answer
    }
  } catch (error) {
    answer.close()
    throw error
  }
  // Without a condition, so that what comes has to be compared.
  answer.close()
  return yield* place.heldBytes > 0
    ? openWithEdge(origin, place, part, null)
    : openKeepingEdge(origin, place, null)
}

/** Compares the last bytes on disk before the place with those of the answer. */
function* openWithEdge(
  origin: Origin,
  place: Place,
  part: PartFile,
  ifRange: string | null,
): Coroutine<Answer> {
  const { position, end, heldBytes } = place
  const edgeBytes = Math.min(EDGE_BYTES, heldBytes)
  const request = { ...requestFrom(origin, position - edgeBytes, end), ifRange }
  return yield* openBefore(origin, request, function* (answer) {
    const held = yield* part.read(position - edgeBytes, position)
    return yield* readEdge(answer, held, edgeBytes, origin.stallMs)
  })
}

/** Nothing is on disk before the place yet: keeps what the answer has there, for the end. */
function* openKeepingEdge(
  origin: Origin,
  { position, end }: Place,
  ifRange = origin.known.validator.lastModified,
): Coroutine<Answer> {
  const edgeBytes = Math.min(EDGE_BYTES, position)
  const request = { ...requestFrom(origin, position - edgeBytes, end), ifRange }
  let edge: Uint8Array | null = null
  const answer = yield* openBefore(origin, request, function* (opened) {
    const all = yield* readAtLeast(opened, edgeBytes, origin.stallMs)
    edge = all.slice(0, edgeBytes)
    return all.byteLength > edgeBytes ? all.subarray(edgeBytes) : null
  })
  return {
    ...answer,
    *read() {
      const chunks = yield* answer.read()
      // Not before: an answer that brings nothing has no neighbours.
      if (edge !== null && chunks !== null) origin.edges.note(position, edge)
      edge = null
      return chunks
    },
  }
}

/** `readOff` takes the edge off the answer and returns what has arrived beyond it. */
function* openBefore(
  { source, stallMs, expected, known }: Origin,
  request: GetRequest,
  readOff: (answer: Answer) => Coroutine<Uint8Array | null>,
): Coroutine<Answer> {
  const answer = yield* open(source, request, stallMs)
  try {
    proveAnswer(request, answer, expected, known)
    const beyond = yield* readOff(answer)
    return beyond === null ? answer : withFirst([beyond], answer)
  } catch (error) {
    answer.close()
    throw error
  }
}

/**
 * Reads so many bytes off an answer and compares them with those on disk. Returns what has arrived
 * beyond them, if anything. Throws `file-changed` if they differ.
 */
export function* readEdge(
  answer: Answer,
  held: Uint8Array,
  edgeBytes: number,
  stallMs: number,
): Coroutine<Uint8Array | null> {
  const all = yield* readAtLeast(answer, edgeBytes, stallMs)
  if (!isSame(held, all.subarray(0, edgeBytes)))
    throw new DownloadError('file-changed', { host: new URL(answer.url).host })
  return all.byteLength > edgeBytes ? all.subarray(edgeBytes) : null
}

function* readAtLeast(answer: Answer, wantedBytes: number, stallMs: number): Coroutine<Uint8Array> {
  let all: Uint8Array = new Uint8Array(0)
  while (all.byteLength < wantedBytes) {
    const arrived = yield* withStallError(answer.url, () => timeout(stallMs, () => answer.read()))
    if (arrived === null) {
      throw new DownloadError('short-body', {
        host: new URL(answer.url).host,
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
