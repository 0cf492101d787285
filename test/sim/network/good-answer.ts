import type { GetRequest } from '../../../src/main/engine/ports/http'

export type Asked = Pick<GetRequest, 'range' | 'ifRange'>

/** A response before it is sent. */
export interface PlannedAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** The connection closes after this many bytes of the body; null if it sends all. */
  readonly cutAfterBytes: number | null
}

/** A version of a file with the validators of the responding server. */
export interface Served {
  readonly bytes: Uint8Array
  readonly etag: string | null
  readonly lastModified: string | null
  /** Of the whole file, in Base64; null to leave it out. */
  readonly sha256: string | null
}

const NO_BYTES = new Uint8Array(0)

/** The response of a correct server (RFC 9110 §13.1.5, §14, §15.5.17). */
export function goodAnswer(served: Served, { range, ifRange }: Asked): PlannedAnswer {
  const { bytes } = served
  const headers = { ...headersOf(served), 'accept-ranges': 'bytes' }
  if (range === null || (ifRange !== null && !isSame(served, ifRange))) {
    return whole(headers, bytes)
  }
  const end = Math.min(range.end ?? bytes.byteLength, bytes.byteLength)
  if (range.start >= end) {
    const unsatisfied = { 'content-range': `bytes */${bytes.byteLength}`, 'content-length': '0' }
    return {
      status: 416,
      headers: { ...headers, ...unsatisfied },
      body: NO_BYTES,
      cutAfterBytes: null,
    }
  }
  return part(headers, bytes, range.start, end)
}

/** The whole file, whatever was requested. */
export function wholeAnswer(served: Served): PlannedAnswer {
  return whole({ ...headersOf(served), 'accept-ranges': 'bytes' }, served.bytes)
}

/** The bytes `[start, end)`, whatever was requested. */
export function partAnswer(served: Served, start: number, end: number): PlannedAnswer {
  return part({ ...headersOf(served), 'accept-ranges': 'bytes' }, served.bytes, start, end)
}

/** A response without a file. */
export function statusAnswer(
  status: number,
  headers: PlannedAnswer['headers'] = {},
  body: Uint8Array = NO_BYTES,
): PlannedAnswer {
  const about = { 'content-type': 'text/plain', 'content-length': `${body.byteLength}` }
  return { status, headers: { ...about, ...headers }, body, cutAfterBytes: null }
}

type Headers = PlannedAnswer['headers']

function whole(headers: Headers, bytes: Uint8Array): PlannedAnswer {
  const length = { 'content-length': `${bytes.byteLength}` }
  return { status: 200, headers: { ...headers, ...length }, body: bytes, cutAfterBytes: null }
}

function part(headers: Headers, bytes: Uint8Array, start: number, end: number): PlannedAnswer {
  const about = {
    'content-range': `bytes ${start}-${end - 1}/${bytes.byteLength}`,
    'content-length': `${end - start}`,
  }
  return {
    status: 206,
    headers: { ...headers, ...about },
    body: bytes.subarray(start, end),
    cutAfterBytes: null,
  }
}

function headersOf({ etag, lastModified, sha256 }: Served): Headers {
  return {
    'content-type': 'application/octet-stream',
    ...(etag !== null && { etag }),
    ...(lastModified !== null && { 'last-modified': lastModified }),
    ...(sha256 !== null && { 'repr-digest': `sha-256=:${sha256}:` }),
  }
}

/** Weak ETags never match here (RFC 9110 §13.1.5). */
function isSame({ etag, lastModified }: Served, ifRange: string): boolean {
  return ifRange === lastModified || (ifRange === etag && !ifRange.startsWith('W/'))
}
