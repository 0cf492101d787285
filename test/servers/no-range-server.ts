import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, fileHeaders } from './good-server'
import { sendBody } from './send-body'

/** Always sends the whole file, and announces no ranges. */
export function noRangeServer(file: FileBody, options: FileOptions = {}): Handler {
  return async (exchange) => {
    exchange.response.writeHead(200, {
      ...fileHeaders(file, options),
      'content-length': file.lengthBytes,
    })
    await sendBody(exchange, file, 0, file.lengthBytes, options)
  }
}
