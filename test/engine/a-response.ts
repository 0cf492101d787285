import type { ResponseHead } from '../../src/main/engine/proof/validate-response'

export const URL_OF_FILE = 'https://files.example/big.iso'

/** A plain 200 with a length and ranges; a test changes what it is about. */
export function aResponse(changes: Partial<ResponseHead> = {}): ResponseHead {
  return {
    status: 200,
    url: URL_OF_FILE,
    redirectedFrom: [],
    contentType: null,
    server: null,
    checksums: [],
    contentRange: null,
    refusedLengthBytes: null,
    contentLengthBytes: 1000,
    acceptsRanges: true,
    validator: { etag: null, lastModified: null },
    contentEncoding: null,
    fileName: null,
    retryAfterMs: null,
    ...changes,
  }
}

/** A 206 with the bytes `[start, end)`. */
export function aPart(
  start: number,
  end: number,
  lengthBytes: number | null = 1000,
  changes: Partial<ResponseHead> = {},
): ResponseHead {
  return aResponse({
    status: 206,
    contentRange: { start, end, lengthBytes },
    contentLengthBytes: end - start,
    ...changes,
  })
}
