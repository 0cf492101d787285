import { type Coroutine, type Timeout, TimeoutError, timeout } from '../kernel'
import { DownloadError } from './download-error'
import type { Answer, GetRequest, HttpSource, PartFile, RequestOptions } from './ports'
import { type Known, proveAnswer } from './prove-answer'
import type { Segment } from './segment-map'
import { ifRangeValue } from './validator'

export interface Connection {
  readonly source: HttpSource
  readonly url: string
  readonly options: RequestOptions
  readonly known: Known
  readonly part: PartFile
  /** Silence that counts as a stall, in milliseconds. */
  readonly stallMs: number
  /** Called after each write, with the number of bytes. */
  readonly wrote: (bytes: number) => void
}

/** Sends a GET and waits for its header; silence becomes a `stalled` error. */
export function* open(source: HttpSource, request: GetRequest, stallMs: number): Coroutine<Answer> {
  return yield* withStallError(request.url, () => timeout(stallMs, () => source.get(request)))
}

/**
 * Fetches a segment over one connection until it is complete: `opened`, if given, is an answer that
 * is proven and stands at the segment's position. Throws a DownloadError; what was written until
 * then counts.
 */
export function* fetchSegment(
  connection: Connection,
  segment: Segment,
  opened: Answer | null,
): Coroutine<void> {
  const answer = opened ?? (yield* openAt(connection, segment))
  try {
    yield* withStallError(connection.url, () =>
      timeout(connection.stallMs, (limit) => receive(connection, segment, answer, limit)),
    )
  } finally {
    answer.close()
  }
}

function* openAt(connection: Connection, segment: Segment): Coroutine<Answer> {
  const { source, url, options, known, stallMs } = connection
  const end = segment.end === Number.POSITIVE_INFINITY ? null : segment.end
  const range = { start: segment.position, end }
  const request = { url, options, range, ifRange: ifRangeValue(known.validator) }
  const answer = yield* open(source, request, stallMs)
  try {
    proveAnswer(request, answer, known)
  } catch (error) {
    answer.close()
    throw error
  }
  return answer
}

/** The segment's end may move towards the start meanwhile: another connection took over the rest. */
function* receive(
  { part, stallMs, wrote, url }: Connection,
  segment: Segment,
  answer: Answer,
  limit: Timeout,
): Coroutine<void> {
  while (segment.position < segment.end) {
    const arrived = yield* answer.read()
    if (arrived === null) {
      if (segment.end === Number.POSITIVE_INFINITY) return
      throw new DownloadError('short-body', {
        host: new URL(url).host,
        expectedBytes: segment.end - segment.start,
        receivedBytes: segment.position - segment.start,
      })
    }
    limit.reschedule(stallMs)
    const chunks = firstBytes(arrived, segment.end - segment.position)
    const bytes = totalLength(chunks)
    segment.claimed = segment.position + bytes
    yield* part.write(chunks, segment.position)
    segment.position = segment.claimed
    wrote(bytes)
  }
}

function* withStallError<T>(url: string, body: () => Coroutine<T>): Coroutine<T> {
  try {
    return yield* body()
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    throw new DownloadError('stalled', { host: new URL(url).host }, error)
  }
}

const totalLength = (chunks: readonly Uint8Array[]): number =>
  chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)

/** The chunks cut to `limitBytes`. */
function firstBytes(chunks: readonly Uint8Array[], limitBytes: number): readonly Uint8Array[] {
  let left = limitBytes
  if (totalLength(chunks) <= left) return chunks
  const kept: Uint8Array[] = []
  for (const chunk of chunks) {
    if (left === 0) break
    const part = chunk.subarray(0, left)
    kept.push(part)
    left -= part.byteLength
  }
  return kept
}
