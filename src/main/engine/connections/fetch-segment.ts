import { type Coroutine, type Timeout, timeout } from '../../kernel'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'
import type { HttpResponse } from '../ports/http'
import { cutAt, totalBytes } from '../requests/chunks'
import { openAt, type RequestContext, type WantedRange } from '../requests/open-at'
import { withStallError } from '../requests/requester'
import type { Segment, SegmentMap } from '../segments/segment-map'
import type { Throttle } from './throttle'
import type { ThroughputMeter } from './throughput-meter'

/** How the connections of a download send their requests, and where their bytes go. */
export interface ConnectionOptions extends RequestContext {
  readonly map: SegmentMap
  readonly part: PartFile
  readonly throttle: Throttle
  /** Called after each write, with the number of bytes. */
  readonly wrote: (bytes: number) => void
}

/** Who hears about one request. */
export interface Attempt {
  readonly throughput: ThroughputMeter
  /** Called with the URL that responded, once the response is validated. */
  readonly answered: (url: string) => void
}

/**
 * Fetches a segment over one connection until it is complete. `opened`, if given, is a validated
 * response that starts at the segment's position. Throws DownloadError; bytes written until then
 * count.
 */
export function* fetchSegment(
  options: ConnectionOptions,
  segment: Segment,
  opened: HttpResponse | null,
  attempt: Attempt,
): Coroutine<void> {
  const { position } = segment
  const response = opened ?? (yield* openAt(options, wantedRange(segment), options.part))
  try {
    segment.answered = true
    attempt.answered(response.url)
    // The connection to its left may have written into the segment meanwhile.
    const knownBytes = segment.position - position
    yield* withStallError(options.url, () =>
      timeout(null, (limit) =>
        receive(options, segment, { ...attempt, response, knownBytes, limit }),
      ),
    )
  } finally {
    response.close()
  }
}

/** Also for a body with neither a length nor a byte: it counts as missing. */
export const shortBody = (
  { url }: ConnectionOptions,
  { start, position, end }: Segment,
): DownloadError =>
  new DownloadError('short-body', {
    host: new URL(url).host,
    ...(end === Number.POSITIVE_INFINITY ? {} : { expectedBytes: end - start }),
    receivedBytes: position - start,
  })

export const wantedRange = ({ start, position, end }: Segment): WantedRange => ({
  position,
  end,
  heldBytes: position - start,
})

interface Receipt extends Attempt {
  readonly response: HttpResponse
  /** How many of its first bytes are on disk already. */
  readonly knownBytes: number
  readonly limit: Timeout
}

/** The segment's end may move meanwhile: another connection takes the rest, or none can. */
function* receive(options: ConnectionOptions, segment: Segment, receipt: Receipt): Coroutine<void> {
  const { response, throughput, limit } = receipt
  const { map, requester } = options
  let { knownBytes } = receipt
  while (segment.position < segment.end || map.extend(segment)) {
    throughput.waiting()
    limit.reschedule(requester.stallMs)
    const arrived = yield* response.read()
    // Only the server's silence counts, not the time that Rill needs for the bytes.
    limit.reschedule(null)
    if (arrived === null) {
      if (segment.end === Number.POSITIVE_INFINITY && segment.position > 0) return
      throw shortBody(options, segment)
    }
    throughput.received(totalBytes(arrived))
    const [known, fresh] = cutAt(arrived, knownBytes)
    knownBytes -= totalBytes(known)
    yield* write(options, segment, fresh)
  }
}

/** Writes the bytes that belong to the segment, as fast as the limits allow. */
function* write(
  { map, part, throttle, wrote }: ConnectionOptions,
  segment: Segment,
  arrived: readonly Uint8Array[],
): Coroutine<void> {
  let left = arrived
  while (segment.position < segment.end || map.extend(segment)) {
    const wanted = Math.min(totalBytes(left), segment.end - segment.position)
    if (wanted === 0) return
    const granted = yield* throttle.take(wanted)
    const bytes = Math.min(granted, segment.end - segment.position)
    if (bytes < granted) throttle.giveBack(granted - bytes)
    if (bytes === 0) return
    const [chunks, rest] = cutAt(left, bytes)
    segment.claimed = segment.position + bytes
    yield* part.write(chunks, segment.position)
    segment.position = segment.claimed
    left = rest
    wrote(bytes)
  }
}
