import { type Coroutine, type Timeout, timeout } from '../../kernel/index'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'
import type { HttpResponse } from '../ports/http'
import { OverlapCheck } from '../proof/overlap-check'
import { cutAt, totalBytes } from '../requests/chunks'
import { type Origin, openAt, type WantedRange, withStallError } from '../requests/open-at'
import { pushBack } from '../requests/push-back'
import type { Segment, SegmentMap } from '../segments/segment-map'
import type { Throttle } from './throttle'
import type { ThroughputMeter } from './throughput-meter'

/** How the connections of a download are made, and where their bytes go. */
export interface ConnectionOptions extends Origin {
  readonly map: SegmentMap
  readonly part: PartFile
  readonly throttle: Throttle
  /** Called after each write, with the number of bytes. */
  readonly wrote: (bytes: number) => void
}

/** What is told of one request. */
export interface Attempt {
  readonly throughput: ThroughputMeter
  /** Called with the link that answered, once the response is proven. */
  readonly answered: (url: string) => void
}

/**
 * Fetches a segment over one connection until it is complete: `opened`, if given, is a response that
 * is proven and stands at the segment's position. Throws a DownloadError; what was written until
 * then counts.
 */
export function* fetchSegment(
  connection: ConnectionOptions,
  segment: Segment,
  opened: HttpResponse | null,
  attempt: Attempt,
): Coroutine<void> {
  const { position } = segment
  const response = opened ?? (yield* openAt(connection, wantedRange(segment), connection.part))
  try {
    segment.answered = true
    attempt.answered(response.url)
    // Its neighbour may have gone on meanwhile.
    const knownBytes = segment.position - position
    yield* withStallError(connection.url, () =>
      timeout(null, (limit) =>
        receive(connection, segment, { ...attempt, response, knownBytes, limit }),
      ),
    )
  } finally {
    response.close()
  }
}

/**
 * Asks for what a slow connection has not brought yet, and takes over from it once there is a byte
 * that it does not have: its segment ends there, the rest is returned as a segment with its response.
 * null if the slow one came first. Throws a DownloadError. No connection is left open but that of
 * the response.
 */
export function* hedge(
  connection: ConnectionOptions,
  slow: Segment,
  attempt: Attempt,
): Coroutine<{ readonly segment: Segment; readonly response: HttpResponse } | null> {
  const { end } = slow
  const place = wantedRange(slow)
  const overlaps = new OverlapCheck()
  const response = yield* openAt({ ...connection, overlaps }, place, connection.part)
  let isWon = false
  try {
    attempt.answered(response.url)
    let at = place.position
    while (slow.claimed < slow.end) {
      const arrived = yield* withStallError(connection.url, () =>
        timeout(connection.stallMs, () => response.read()),
      )
      if (arrived === null) throw shortBody(connection, slow)
      attempt.throughput.received(totalBytes(arrived))
      attempt.throughput.waiting()
      // What that has brought meanwhile was compared with nothing of this response.
      if (!overlaps.isEmpty && slow.claimed > place.position) return null
      const known = slow.claimed - at
      at += totalBytes(arrived)
      if (at <= slow.claimed) continue
      const segment = connection.map.takeRemainder(slow, end)
      isWon = segment !== null
      if (isWon) connection.overlaps.merge(overlaps)
      return segment && { segment, response: pushBack(cutAt(arrived, known)[1], response) }
    }
    return null
  } finally {
    if (!isWon) response.close()
  }
}

/** Also of a body that neither said its length nor brought a byte: it is taken for none. */
const shortBody = ({ url }: ConnectionOptions, { start, position, end }: Segment): DownloadError =>
  new DownloadError('short-body', {
    host: new URL(url).host,
    ...(end === Number.POSITIVE_INFINITY ? {} : { expectedBytes: end - start }),
    receivedBytes: position - start,
  })

const wantedRange = ({ start, position, end }: Segment): WantedRange => ({
  position,
  end,
  heldBytes: position - start,
})

interface Receipt extends Attempt {
  readonly response: HttpResponse
  /** So many of its first bytes are there already. */
  readonly knownBytes: number
  readonly limit: Timeout
}

/** The segment's end may move meanwhile: another connection takes over the rest, or none can. */
function* receive(
  connection: ConnectionOptions,
  segment: Segment,
  receipt: Receipt,
): Coroutine<void> {
  const { response, throughput, limit } = receipt
  let { knownBytes } = receipt
  while (segment.position < segment.end || connection.map.extend(segment)) {
    throughput.waiting()
    limit.reschedule(connection.stallMs)
    const arrived = yield* response.read()
    // Only the server's silence counts, not what we take to go on.
    limit.reschedule(null)
    if (arrived === null) {
      if (segment.end === Number.POSITIVE_INFINITY && segment.position > 0) return
      throw shortBody(connection, segment)
    }
    throughput.received(totalBytes(arrived))
    const [known, fresh] = cutAt(arrived, knownBytes)
    knownBytes -= totalBytes(known)
    yield* write(connection, segment, fresh)
  }
}

/** Writes what belongs to the segment, as fast as the limits allow. */
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
