import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, fileHeaders } from './good-server'
import { sendBody } from './send-body'

/** Redirects every request to `target`, an absolute link or a path. */
export function redirects(target: string, status: 301 | 302 | 303 | 307 | 308 = 302): Handler {
  return ({ response }) => {
    response.writeHead(status, { location: target }).end()
  }
}

/** Responds with this status and a short text. */
export function statusOnly(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return ({ response }) => {
    // RFC 9110 §15: 204 and 304 have no body.
    const hasBody = status !== 204 && status !== 304
    response.writeHead(status, { ...(hasBody && { 'content-type': 'text/plain' }), ...headers })
    response.end(hasBody ? `${status}\n` : undefined)
  }
}

/** Ends the connection with a reset (RST) instead of a response. */
export function resetsAtOnce(): Handler {
  return ({ response }) => {
    response.socket?.resetAndDestroy()
  }
}

/** Refuses access (403). */
export function forbidden(): Handler {
  return ({ response }) => {
    response.writeHead(403, { 'content-type': 'text/html' }).end('<p>No.</p>\n')
  }
}

/** Accepts the request and stays silent. */
export function neverAnswers(): Handler {
  return () => undefined
}

/** Sends the whole file without its length. */
export function chunkedUnknownLength(file: FileBody, options: FileOptions = {}): Handler {
  return async (exchange) => {
    exchange.response.writeHead(200, fileHeaders(file, options))
    await sendBody(exchange, file, 0, file.lengthBytes, options)
  }
}

/** Responds to a range with as many bytes from `shiftBytes` further on. */
export function shiftedContentRange(file: FileBody, shiftBytes: number): Handler {
  return async (exchange) => {
    const { lengthBytes } = file
    const asked = exchange.record.range ?? { start: 0, end: null }
    const start = Math.min(asked.start + shiftBytes, lengthBytes - 1)
    const end = Math.min((asked.end ?? lengthBytes) + shiftBytes, lengthBytes)
    exchange.response.writeHead(206, {
      ...fileHeaders(file, {}),
      'accept-ranges': 'bytes',
      'content-length': end - start,
      'content-range': `bytes ${start}-${end - 1}/${lengthBytes}`,
    })
    await sendBody(exchange, file, start, end)
  }
}

/** Responds to a range with its first `partBytes`, without the total length. */
export function hidesTotal(file: FileBody, partBytes: number): Handler {
  return async (exchange) => {
    const { record, response } = exchange
    const start = record.range?.start ?? 0
    const end = record.range === null ? file.lengthBytes : start + partBytes
    response.writeHead(record.range === null ? 200 : 206, {
      ...fileHeaders(file, {}),
      'content-length': end - start,
      ...(record.range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/*` }),
    })
    await sendBody(exchange, file, start, end)
  }
}
