import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { parse as parseDisposition } from 'content-disposition'
import { parse as parseContentRange } from 'content-range'
import type { Answer } from '../../engine/ports'

/** What the header of an answer says, in the engine's words. */
export function answerFacts(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  url: string,
): Omit<Answer, 'read' | 'close' | 'redirectedFrom'> {
  return {
    status: statusCode,
    url,
    contentType: contentType(headers['content-type']),
    checksums: [],
    contentRange: contentRange(headers['content-range']),
    contentLengthBytes: contentLength(headers),
    acceptsRanges: headers['accept-ranges']?.toLowerCase() === 'bytes',
    validator: {
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
    },
    contentEncoding: contentEncoding(headers['content-encoding']),
    fileName: fileName(headers['content-disposition']),
    retryAfterMs: retryAfterMs(headers['retry-after']),
  }
}

/** RFC 9110 §14.4: `bytes first-last/length`, inclusive; here half-open. */
function contentRange(header: string | undefined): Answer['contentRange'] {
  const range = header === undefined ? null : parseContentRange(header)
  if (range?.unit !== 'bytes' || range.start == null || range.end == null) return null
  return { start: range.start, end: range.end + 1, lengthBytes: range.size ?? null }
}

function contentType(header: string | undefined): string | null {
  const type = header?.split(';')[0]?.trim().toLowerCase()
  return type === undefined || type === '' ? null : type
}

function contentLength(headers: IncomingHttpHeaders): number | null {
  const header = headers['content-length']
  return header !== undefined && /^\d+$/u.test(header) ? Number(header) : null
}

function contentEncoding(header: string | undefined): string | null {
  const encoding = header?.trim().toLowerCase()
  return encoding === undefined || encoding === '' || encoding === 'identity' ? null : encoding
}

function fileName(header: string | undefined): string | null {
  if (header === undefined) return null
  try {
    const name = parseDisposition(header).parameters.filename
    return name === undefined || name.trim() === '' ? null : name
  } catch {
    // A header that nobody can parse names no file; the link does.
    return null
  }
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null
  if (/^\d+$/u.test(header)) return Number(header) * 1000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now())
}
