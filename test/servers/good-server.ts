import type { FileBody } from './file-body'
import { type BodyOptions, sendBody } from './send-body'
import type { Exchange, Handler } from './start-server'

export interface FileOptions extends BodyOptions {
  /** With its quotes; null sends none. */
  readonly etag?: string | null
  /** null sends none. */
  readonly lastModified?: Date | null
  readonly contentDisposition?: string
}

/** The day on which every file of the test servers was last touched. */
export const LAST_MODIFIED = new Date('2026-01-02T03:04:05Z')

/**
 * A server as one wishes it: ranges, a strong ETag, Last-Modified, If-Range honoured (RFC 9110
 * §13.1.5, §14).
 */
export function goodServer(file: FileBody, options: FileOptions = {}): Handler {
  return (exchange) => answerWithFile(exchange, file, options)
}

/** One good answer; behaviours that are bad only sometimes use it for the rest. */
export async function answerWithFile(
  exchange: Exchange,
  file: FileBody,
  options: FileOptions = {},
): Promise<void> {
  const { request, response, record } = exchange
  const head = fileHeaders(file, options)
  for (const [name, value] of Object.entries(head)) response.setHeader(name, value)
  response.setHeader('accept-ranges', 'bytes')

  const condition = request.headers['if-range']
  const isSame = !condition || condition === head.etag || condition === head['last-modified']
  const range = isSame ? record.range : null
  if (range && range.start >= file.lengthBytes) {
    response.writeHead(416, { 'content-range': `bytes */${file.lengthBytes}` }).end()
    return
  }
  const start = range?.start ?? 0
  const end = Math.min(range?.end ?? file.lengthBytes, file.lengthBytes)
  response.statusCode = range ? 206 : 200
  response.setHeader('content-length', end - start)
  if (range) response.setHeader('content-range', `bytes ${start}-${end - 1}/${file.lengthBytes}`)
  if (request.method === 'HEAD') response.end()
  else await sendBody(exchange, file, start, end, options)
}

/** The headers that tell what a file is, without those about its length and its parts. */
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
