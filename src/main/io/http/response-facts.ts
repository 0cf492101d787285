import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { HttpResponse } from '../../engine/ports/http'
import { dispositionFileName } from './content-disposition'
import { parseContentRange, parseRefusedLength } from './content-range'
import { canDecode, contentEncodings, isTheFileItself, transferEncodings } from './encodings'
import { headerChecksums } from './header-checksums'

/** What the header of an answer says in the engine's words, and how to read the body. */
export interface ResponseFacts {
  readonly facts: Omit<HttpResponse, 'read' | 'close' | 'redirectedFrom'>
  /** Encodings to be taken off the body, in the order in which they were applied. */
  readonly decode: readonly string[]
}

/**
 * Reads the header of an answer from `url`. A whole answer that came encoded although nobody asked
 * is to be decoded: then the length and everything else that is said of the encoded bytes is left
 * out. An encoding that cannot be taken off stays in the facts: a part of an encoded whole is no
 * part of the file.
 */
export function responseFacts(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  url: string,
): ResponseFacts {
  const type = contentType(headers['content-type'])
  const disposition = headers['content-disposition']
  const fileName = disposition === undefined ? null : dispositionFileName(disposition)
  const transfer = transferEncodings(headers)
  const names = [new URL(url).pathname, ...(fileName === null ? [] : [fileName])]
  const encodings = contentEncodings(headers)
  const encoded = isTheFileItself(encodings, type, names) ? [] : encodings
  const lengthBytes = contentLength(headers)
  // Of no bytes there is nothing to take off.
  const decode =
    statusCode === 200 && transfer.length === 0 && lengthBytes !== 0 && canDecode(encoded)
      ? encoded
      : []
  const left = decode.length > 0 || lengthBytes === 0 ? transfer : [...encoded, ...transfer]
  const isPlain = encoded.length === 0 && transfer.length === 0
  return {
    decode,
    facts: {
      status: statusCode,
      url,
      contentType: type,
      server: serverName(headers.server),
      checksums: isPlain ? headerChecksums(headers, statusCode === 200) : [],
      contentRange: contentRange(headers['content-range'], type),
      refusedLengthBytes: statusCode === 416 ? refusedLength(headers['content-range']) : null,
      contentLengthBytes: decode.length > 0 ? null : lengthBytes,
      acceptsRanges: decode.length === 0 && acceptsRanges(headers['accept-ranges']),
      validator: {
        etag: headers.etag ?? null,
        lastModified: headers['last-modified'] ?? null,
      },
      contentEncoding: left.length === 0 ? null : left.join(', '),
      fileName,
      retryAfterMs: retryAfterMs(headers['retry-after']),
    },
  }
}

function refusedLength(header: string | undefined): number | null {
  return header === undefined ? null : parseRefusedLength(header)
}

/** How long a body is that goes over the line as it is; null for one that does not, or is no file. */
export function lengthAsItIs({
  statusCode,
  headers,
}: Pick<IncomingMessage, 'statusCode' | 'headers'>): number | null {
  const isFile = statusCode === 200 || statusCode === 206
  const isAsItIs = !('transfer-encoding' in headers) && contentEncodings(headers).length === 0
  return isFile && isAsItIs ? contentLength(headers) : null
}

/** Several parts have several ranges, and no single one, whatever the header says (§14.6). */
function contentRange(
  header: string | undefined,
  type: string | null,
): HttpResponse['contentRange'] {
  if (header === undefined || type === 'multipart/byteranges') return null
  return parseContentRange(header)
}

function contentType(header: string | undefined): string | null {
  const type = header?.split(';')[0]?.trim().toLowerCase()
  return type === undefined || type === '' ? null : type
}

/** Some send it twice. */
function serverName(header: string | string[] | undefined): string | null {
  const name = [header ?? []].flat().join(', ').trim()
  return name === '' ? null : name.slice(0, 200)
}

function contentLength(headers: IncomingHttpHeaders): number | null {
  const header = headers['content-length']
  return header !== undefined && /^\d+$/u.test(header) ? Number(header) : null
}

function acceptsRanges(header: string | undefined): boolean {
  return (header ?? '').split(',').some((unit) => unit.trim().toLowerCase() === 'bytes')
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null
  if (/^\d+$/u.test(header)) return Number(header) * 1000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now())
}
