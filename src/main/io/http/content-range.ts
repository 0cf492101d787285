import { parse } from 'content-range'
import type { HttpResponse } from '../../engine/ports/http'

/**
 * RFC 9110 §14.4: `bytes first-last/length`, inclusive; here half-open. null for what contradicts
 * itself, and for what only looks like one.
 */
export function parseContentRange(header: string): HttpResponse['contentRange'] {
  const range = parse(tidied(header))
  if (range?.unit !== 'bytes' || range.start == null || range.end == null) return null
  const [start, end, lengthBytes] = [range.start, range.end + 1, range.size ?? null]
  if (end <= start || end > (lengthBytes ?? Number.MAX_SAFE_INTEGER)) return null
  return (lengthBytes ?? 0) > Number.MAX_SAFE_INTEGER ? null : { start, end, lengthBytes }
}

/** RFC 9110 §14.4: an asterisk in place of the range, then the length, which this returns; else null. */
export function parseRefusedLength(header: string): number | null {
  const range = parse(tidied(header))
  if (range?.unit !== 'bytes' || range.start != null) return null
  return range.size != null && range.size <= Number.MAX_SAFE_INTEGER ? range.size : null
}

/** Spaces in odd places, `Bytes` and `bytes=` change nothing of what is meant. */
function tidied(header: string): string {
  return header
    .trim()
    .replace(/\s*([-/])\s*/gu, '$1')
    .replace(/^bytes(?:\s*[=:]\s*|\s+)/iu, 'bytes ')
}
