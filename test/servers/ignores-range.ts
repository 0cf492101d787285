import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, fileHeaders } from './good-server'
import { sendBody } from './send-body'

/** Announces ranges and answers 200 with the whole file to each of them. */
export function ignoresRange(file: FileBody, options: FileOptions = {}): Handler {
  return async (exchange) => {
    exchange.response.writeHead(200, {
      ...fileHeaders(file, options),
      'accept-ranges': 'bytes',
      'content-length': file.lengthBytes,
    })
    await sendBody(exchange, file, 0, file.lengthBytes, options)
  }
}
