import type { Coroutine } from '../../kernel'
import type { HttpResponse } from '../ports/http'
import { OverlapCheck } from '../proof/overlap-check'
import { cutAt, totalBytes } from '../requests/chunks'
import { openAt } from '../requests/open-at'
import { pushBack } from '../requests/push-back'
import type { Segment } from '../segments/segment-map'
import { type Attempt, type ConnectionOptions, shortBody, wantedRange } from './fetch-segment'

/** A segment and the response that continues it. */
export interface Won {
  readonly segment: Segment
  readonly response: HttpResponse
}

/**
 * Sends a hedged request ("The Tail at Scale", Dean and Barroso 2013): asks again for the bytes that
 * a slow connection has not received, and takes the remainder from it with the first byte that it
 * does not have. The slow segment ends there; the rest is returned as a segment with its response.
 * null if the slow connection was first. Throws DownloadError. Leaves no connection open but that of
 * the response.
 */
export function* hedge(
  options: ConnectionOptions,
  slow: Segment,
  attempt: Attempt,
): Coroutine<Won | null> {
  const { end } = slow
  const wanted = wantedRange(slow)
  const overlaps = new OverlapCheck()
  const response = yield* openAt({ ...options, overlaps }, wanted, options.part)
  let isWon = false
  try {
    attempt.answered(response.url)
    let at = wanted.position
    while (slow.claimed < slow.end) {
      const arrived = yield* options.requester.read(response)
      if (arrived === null) throw shortBody(options, slow)
      attempt.throughput.received(totalBytes(arrived))
      attempt.throughput.waiting()
      // Bytes that the slow connection wrote meanwhile were not compared with this response.
      if (!overlaps.isEmpty && slow.claimed > wanted.position) return null
      const known = slow.claimed - at
      at += totalBytes(arrived)
      if (at <= slow.claimed) continue
      const segment = options.map.takeRemainder(slow, end)
      isWon = segment !== null
      if (isWon) options.overlaps.merge(overlaps)
      return segment && { segment, response: pushBack(cutAt(arrived, known)[1], response) }
    }
    return null
  } finally {
    if (!isWon) response.close()
  }
}
