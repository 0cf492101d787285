import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import type { Download } from '../download'
import { DownloadError } from '../download-error'
import type { RequestOptions } from '../ports/http'
import type { Ports } from '../ports/ports'
import { validateResponse } from '../proof/validate-response'
import type { Validator } from '../proof/validator'
import type { SegmentRecord } from '../records'
import { compareOverlap, OVERLAP_BYTES, open } from '../requests/open-at'

/** What is known of another server says nothing of this one's validators. */
const NO_VALIDATOR: Validator = { etag: null, lastModified: null }

/**
 * Finds out whether another link leads to the file that a download has begun: same length, and the
 * same bytes at both ends of what is on disk. Returns the validator that the new server gives.
 * Throws DownloadError: `other-file`, or why the link gives nothing.
 */
export function* proveLink(
  download: Download,
  url: string,
  { source, files }: Pick<Ports, 'source' | 'files'>,
  options: RequestOptions,
  stallMs: number,
): Coroutine<Validator> {
  const { dir, partName, lengthBytes, contentType, segments } = download.record
  const expected = { name: nameFromUrl(url), contentType }
  let validator = NO_VALIDATOR
  if (partName === null) return validator
  const part = yield* files.openPart(dir, partName)
  try {
    for (const { start, end } of edgesOf(segments)) {
      const request = { url, options, range: { start, end }, ifRange: null }
      const response = yield* open(source, request, stallMs)
      try {
        validateResponse(request, response, expected, { lengthBytes, validator })
        validator = response.validator
        const held = yield* part.read(start, end)
        yield* compareOverlap(response, held, end - start, stallMs)
      } finally {
        response.close()
      }
    }
    return validator
  } catch (thrown) {
    if (!(thrown instanceof DownloadError) || thrown.code !== 'file-changed') throw thrown
    throw new DownloadError('other-file', thrown.facts, thrown)
  } finally {
    yield* part.close()
  }
}

/** The first bytes on disk, and the last ones of the segment that has most. */
function edgesOf(segments: readonly SegmentRecord[]): { start: number; end: number }[] {
  const held = segments.filter(({ start, position }) => position > start)
  const [first] = held
  if (first === undefined) return []
  const longest = held.reduce((a, b) => (b.position - b.start > a.position - a.start ? b : a))
  const head = { start: first.start, end: Math.min(first.position, first.start + OVERLAP_BYTES) }
  const tail = {
    start: Math.max(longest.start, longest.position - OVERLAP_BYTES),
    end: longest.position,
  }
  return head.end === tail.end ? [head] : [head, tail]
}
