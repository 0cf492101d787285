import { type Coroutine, type Timeout, timeout } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Answer, PartFile } from '../ports'
import { Edges } from '../proof/edges'
import { cutAt, totalBytes } from './chunks'
import { type Origin, openAt, type Place, withStallError } from './open-at'
import type { Pace } from './pace'
import type { Segment, SegmentMap } from './segment-map'
import type { Throttle } from './throttle'
import { withFirst } from './with-first'

/** How the connections of a download are made, and where their bytes go. */
export interface Connection extends Origin {
  readonly map: SegmentMap
  readonly part: PartFile
  readonly throttle: Throttle
  /** Called after each write, with the number of bytes. */
  readonly wrote: (bytes: number) => void
}

/** What is told of one request. */
export interface Attempt {
  readonly pace: Pace
  /** Called with the link that answered, once the answer is proven. */
  readonly answered: (url: string) => void
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
  attempt: Attempt,
): Coroutine<void> {
  const { position } = segment
  const answer = opened ?? (yield* openAt(connection, placeOf(segment), connection.part))
  try {
    segment.answered = true
    attempt.answered(answer.url)
    // Its neighbour may have gone on meanwhile.
    const knownBytes = segment.position - position
    yield* withStallError(connection.url, () =>
      timeout(null, (limit) =>
        receive(connection, segment, { ...attempt, answer, knownBytes, limit }),
      ),
    )
  } finally {
    answer.close()
  }
}

/**
 * Asks for what a slow connection has not brought yet, and takes over from it once there is a byte
 * that it does not have: its segment ends there, the rest is returned as a segment with its answer.
 * null if the slow one came first. Throws a DownloadError. No connection is left open but that of
 * the answer.
 */
export function* overtake(
  connection: Connection,
  slow: Segment,
  attempt: Attempt,
): Coroutine<{ readonly segment: Segment; readonly answer: Answer } | null> {
  const { end } = slow
  const place = placeOf(slow)
  const edges = new Edges()
  const answer = yield* openAt({ ...connection, edges }, place, connection.part)
  let isWon = false
  try {
    attempt.answered(answer.url)
    let at = place.position
    while (slow.claimed < slow.end) {
      const arrived = yield* withStallError(connection.url, () =>
        timeout(connection.stallMs, () => answer.read()),
      )
      if (arrived === null) throw shortBody(connection, slow)
      attempt.pace.got(totalBytes(arrived))
      attempt.pace.waits()
      // What that has brought meanwhile was compared with nothing of this answer.
      if (!edges.isEmpty && slow.claimed > place.position) return null
      const known = slow.claimed - at
      at += totalBytes(arrived)
      if (at <= slow.claimed) continue
      const segment = connection.map.takeOver(slow, end)
      isWon = segment !== null
      if (isWon) connection.edges.takeIn(edges)
      return segment && { segment, answer: withFirst(cutAt(arrived, known)[1], answer) }
    }
    return null
  } finally {
    if (!isWon) answer.close()
  }
}

/** Also of a body that neither said its length nor brought a byte: it is taken for none. */
const shortBody = ({ url }: Connection, { start, position, end }: Segment): DownloadError =>
  new DownloadError('short-body', {
    host: new URL(url).host,
    ...(end === Number.POSITIVE_INFINITY ? {} : { expectedBytes: end - start }),
    receivedBytes: position - start,
  })

const placeOf = ({ start, position, end }: Segment): Place => ({
  position,
  end,
  heldBytes: position - start,
})

interface Receipt extends Attempt {
  readonly answer: Answer
  /** So many of its first bytes are there already. */
  readonly knownBytes: number
  readonly limit: Timeout
}

/** The segment's end may move meanwhile: another connection takes over the rest, or none can. */
function* receive(connection: Connection, segment: Segment, receipt: Receipt): Coroutine<void> {
  const { answer, pace, limit } = receipt
  let { knownBytes } = receipt
  while (segment.position < segment.end || connection.map.goOn(segment)) {
    pace.waits()
    limit.reschedule(connection.stallMs)
    const arrived = yield* answer.read()
    // Only the server's silence counts, not what we take to go on.
    limit.reschedule(null)
    if (arrived === null) {
      if (segment.end === Number.POSITIVE_INFINITY && segment.position > 0) return
      throw shortBody(connection, segment)
    }
    pace.got(totalBytes(arrived))
    const [known, fresh] = cutAt(arrived, knownBytes)
    knownBytes -= totalBytes(known)
    yield* write(connection, segment, fresh)
  }
}

/** Writes what belongs to the segment, as fast as the limits allow. */
function* write(
  { map, part, throttle, wrote }: Connection,
  segment: Segment,
  arrived: readonly Uint8Array[],
): Coroutine<void> {
  let left = arrived
  while (segment.position < segment.end || map.goOn(segment)) {
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
