import type { Exchange, Handler } from './exchange'
import type { FileBody } from './file-body'
import { type BodyOptions, sendBody } from './send-body'

export interface FileOptions extends BodyOptions {
  /** With its quotes; null sends none. */
  readonly etag?: string | null
  /** null sends none. */
  readonly lastModified?: Date | null
  readonly contentDisposition?: string
}

/** The modification date of every file of the test servers. */
export const LAST_MODIFIED = new Date('2026-01-02T03:04:05Z')

/**
 * A correct server: ranges, a strong ETag, Last-Modified, and If-Range (RFC 9110 §13.1.5, §14).
 */
export function goodServer(file: FileBody, options: FileOptions = {}): Handler {
  return (exchange) => answerWithFile(exchange, file, options)
}

/** One good response, for behaviours that are bad only sometimes. */
export function answerWithFile(
  exchange: Exchange,
  file: FileBody,
  options: FileOptions = {},
): Promise<void> {
  return sendAnswer(exchange, file, goodAnswer(exchange, file, options), options)
}

/** A response before it is sent: its head and its range of the file. */
export interface PlannedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly start: number
  readonly end: number
}

/** The response of a correct server. */
export function goodAnswer(
  { request, record }: Exchange,
  file: FileBody,
  options: FileOptions = {},
): PlannedAnswer {
  const about = fileHeaders(file, options)
  const headers = { ...about, 'accept-ranges': 'bytes' }
  const { lengthBytes } = file
  const condition = request.headers['if-range']
  const isSame = !condition || condition === about.etag || condition === about['last-modified']
  const range = isSame ? record.range : null
  if (range && range.start >= lengthBytes) {
    const length = { 'content-range': `bytes */${lengthBytes}`, 'content-length': 0 }
    return { status: 416, headers: { ...headers, ...length }, start: 0, end: 0 }
  }
  const start = range?.start ?? 0
  const end = Math.min(range?.end ?? lengthBytes, lengthBytes)
  const part = range && { 'content-range': `bytes ${start}-${end - 1}/${lengthBytes}` }
  return {
    status: range ? 206 : 200,
    headers: { ...headers, ...part, 'content-length': end - start },
    start,
    end,
  }
}

/** Sends a response as planned, true or not. */
export async function sendAnswer(
  exchange: Exchange,
  file: FileBody,
  { status, headers, start, end }: PlannedAnswer,
  options: BodyOptions = {},
): Promise<void> {
  const { request, response } = exchange
  response.writeHead(status, headers)
  if (request.method === 'HEAD') response.end()
  else await sendBody(exchange, file, start, end, options)
}

/** The headers of a file, without those about its length and ranges. */
export function fileHeaders(
  file: FileBody,
  { etag = defaultEtag(file), lastModified = LAST_MODIFIED, contentDisposition }: FileOptions,
): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    ...(etag && { etag }),
    ...(lastModified && { 'last-modified': lastModified.toUTCString() }),
    ...(contentDisposition && { 'content-disposition': contentDisposition }),
  }
}

function defaultEtag(file: FileBody): string {
  return `"${file.read(0, Math.min(8, file.lengthBytes)).toString('hex')}-${file.lengthBytes}"`
}
