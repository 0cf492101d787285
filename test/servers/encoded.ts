import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Exchange, Handler } from './exchange'
import type { FileBody } from './file-body'
import { parseRange } from './parse-range'

type Coding = 'gzip' | 'br' | 'deflate'

const ENCODE: Record<Coding, (bytes: Uint8Array) => Buffer> = {
  gzip: (bytes) => gzipSync(bytes, { level: 1 }),
  br: (bytes) => brotliCompressSync(bytes, { params: { 1: 1 } }),
  deflate: (bytes) => deflateSync(bytes, { level: 1 }),
}

interface EncodedOptions {
  /** The coding named in the header; the true one by default. */
  readonly label?: string
  /** Also answer ranges, with parts of the encoded bytes. */
  readonly ranges?: boolean
  /** Announce the number of encoded bytes. */
  readonly length?: boolean
  /** Break off after this many encoded bytes. */
  readonly cutAfterBytes?: number
}

/** Sends the file encoded although the request accepts only identity. */
export function encoded(file: FileBody, coding: Coding, options: EncodedOptions = {}): Handler {
  const body = ENCODE[coding](file.read(0, file.lengthBytes))
  const { label = coding, ranges = false, length = true, cutAfterBytes } = options
  return ({ request, response }) => {
    const range = ranges ? parseRange(request.headers.range) : null
    const [start, end] = [range?.start ?? 0, Math.min(range?.end ?? body.length, body.length)]
    response.writeHead(range ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'content-encoding': label,
      etag: '"encoded"',
      ...(ranges && { 'accept-ranges': 'bytes' }),
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${body.length}` }),
      ...(length && { 'content-length': end - start }),
    })
    const bytes = body.subarray(start, end)
    if (cutAfterBytes === undefined) response.end(bytes)
    else breakAfter(response, bytes.subarray(0, cutAfterBytes))
  }
}

function breakAfter(response: Exchange['response'], bytes: Uint8Array): void {
  response.write(bytes, () => response.socket?.end())
}
