import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import type { Files } from '../ports/files'
import type { Validator } from '../ports/http'
import { OVERLAP_BYTES } from '../proof/overlap-check'
import type { SegmentRecord } from '../records'
import { compareOverlap } from './open-at'
import { openValidated } from './open-validated'
import type { Requester } from './requester'

/** The validators of one server say nothing about those of another. */
const NO_VALIDATOR: Validator = { etag: null, lastModified: null }

/**
 * Proves that another link leads to the file that a download has begun: the same length, and the
 * same bytes at both ends of what is on disk. Returns the validator of the new server. Throws
 * DownloadError: `other-file`, or the error of the link.
 */
export function* proveLink(
  download: Pick<Download, 'record'>,
  url: string,
  files: Pick<Files, 'openPart'>,
  requester: Requester,
): Coroutine<Validator> {
  const { dir, partName, lengthBytes, contentType, segments } = download.record
  const expected = { name: nameFromUrl(url), contentType }
  let validator = NO_VALIDATOR
  if (partName === null) return validator
  const part = yield* files.openPart(dir, partName)
  try {
    for (const { start, end } of samplesOf(segments)) {
      const request = { url, range: { start, end }, ifRange: null }
      const known = { lengthBytes, validator }
      const { response } = yield* openValidated(requester, request, expected, known)
      try {
        validator = response.validator
        const held = yield* part.read(start, end)
        yield* compareOverlap(requester, response, held, end - start)
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

/** The first bytes on disk, and the last bytes of the segment with the most bytes on disk. */
function samplesOf(segments: readonly SegmentRecord[]): { start: number; end: number }[] {
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
