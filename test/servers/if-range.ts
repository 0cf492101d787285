import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, goodServer } from './good-server'

/** Sends the requested range, as if there were no If-Range (RFC 9110 §13.1.5). */
export function ignoresIfRange(file: FileBody, options: FileOptions = {}): Handler {
  const inner = goodServer(file, options)
  return (exchange) => {
    delete exchange.request.headers['if-range']
    return inner(exchange)
  }
}

/** Sends the whole file if it refuses the If-Range, although the file has not changed. */
export function refusesIfRange(file: FileBody, refuses: (value: string) => boolean): Handler {
  const inner = goodServer(file)
  return (exchange) => {
    const { headers } = exchange.request
    const value = headers['if-range']
    if (typeof value === 'string' && refuses(value)) headers['if-range'] = '"another"'
    else delete headers['if-range']
    return inner(exchange)
  }
}
