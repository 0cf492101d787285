import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { GetRequest } from '../../src/main/engine/ports/http'
import type { Expectation } from '../../src/main/engine/proof/page-instead-of-file'
import {
  type KnownFile,
  type ResponseHead,
  validateResponse,
} from '../../src/main/engine/proof/validate-response'
import { NO_OPTIONS } from '../../src/shared/download-options'
import { aPart, aResponse, URL_OF_FILE } from './a-response'

const EXPECTED: Expectation = { name: 'big.iso', contentType: null }
const NO_VALIDATOR = { etag: null, lastModified: null }
const JANUARY = 'Fri, 02 Jan 2026 03:04:05 GMT'
const FEBRUARY = 'Tue, 03 Feb 2026 04:05:06 GMT'

const whole: GetRequest = {
  url: URL_OF_FILE,
  options: { ...NO_OPTIONS, proxy: 'none' },
  range: null,
  ifRange: null,
}
const range = (start: number, end: number | null = null): GetRequest => ({
  ...whole,
  range: { start, end },
})
const known = (changes: Partial<KnownFile> = {}): KnownFile => ({
  lengthBytes: 1000,
  validator: NO_VALIDATOR,
  ...changes,
})

function refusal(
  request: GetRequest,
  response: ResponseHead,
  before: KnownFile | null = null,
  expected: Expectation = EXPECTED,
) {
  try {
    validateResponse(request, response, expected, before)
  } catch (error) {
    if (error instanceof DownloadError) return error.info
    throw error
  }
  return null
}

describe('a response to a request for all', () => {
  it.each([
    ['200 with a length and ranges', aResponse(), 1000, true],
    ['200 without ranges', aResponse({ acceptsRanges: false }), 1000, false],
    ['200 without a length', aResponse({ contentLengthBytes: null }), null, false],
    ['200 of nothing', aResponse({ contentLengthBytes: 0 }), 0, true],
    ['206 with all', aPart(0, 1000), 1000, true],
    ['206 with a first part', aPart(0, 600), 1000, true],
  ])('%s is taken from byte 0', (_, response, lengthBytes, resumable) => {
    for (const request of [whole, range(0)]) {
      expect(validateResponse(request, response, EXPECTED, null)).toEqual({
        start: 0,
        lengthBytes,
        resumable,
        version: null,
      })
    }
  })
})

it('a part of an unknown whole is no beginning', () => {
  for (const request of [whole, range(0)]) {
    expect(refusal(request, aPart(0, 1000, null))).toMatchObject({ code: 'range-ignored' })
  }
})

describe('a response to a request in the middle', () => {
  it.each([
    ['up to the end', range(400), aPart(400, 1000)],
    ['up to a place', range(400, 500), aPart(400, 500)],
    ['shorter than asked for', range(400, 500), aPart(400, 450)],
    ['of unknown length', range(400), aPart(400, 1000, null)],
  ])('is taken where its Content-Range says: %s', (_, request, response) => {
    expect(validateResponse(request, response, EXPECTED, known())).toMatchObject({ start: 400 })
  })

  it.each([
    ['a 200', range(400), aResponse()],
    ['a 200 although the range ends', range(1, 2), aResponse()],
    ['a later start', range(400), aPart(401, 1000)],
    ['an earlier start', range(400), aPart(399, 1000)],
    ['more than was asked for', range(400, 500), aPart(400, 501)],
    ['an empty range', range(400), aPart(400, 400)],
    ['an inverted range', range(400), aPart(400, 399)],
    ['a range beyond its own length', range(400), aPart(400, 1001)],
    ['no Content-Range', range(400), aResponse({ status: 206 })],
  ])('is not written anywhere: %s', (_, request, response) => {
    expect(refusal(request, response, known())).toEqual({
      code: 'range-ignored',
      facts: { host: 'files.example', status: response.status },
    })
  })

  it('is refused at byte 0 too when it starts elsewhere', () => {
    expect(refusal(range(0), aPart(7, 1000))?.code).toBe('range-ignored')
  })
})

describe('a response of another version', () => {
  it.each([
    ['a 206 with another total', aPart(400, 900, 900), known()],
    ['a 200 with another length', aResponse({ contentLengthBytes: 900 }), known()],
    [
      'another strong ETag',
      aPart(400, 1000, 1000, { validator: { etag: '"b"', lastModified: null } }),
      known({ validator: { etag: '"a"', lastModified: null } }),
    ],
    [
      'a 200 with another strong ETag',
      aResponse({ validator: { etag: '"b"', lastModified: null } }),
      known({ validator: { etag: '"a"', lastModified: null } }),
    ],
    [
      'another date without ETags',
      aPart(400, 1000, 1000, { validator: { etag: null, lastModified: FEBRUARY } }),
      known({ validator: { etag: null, lastModified: JANUARY } }),
    ],
    [
      'another date beside weak ETags',
      aPart(400, 1000, 1000, { validator: { etag: 'W/"a"', lastModified: FEBRUARY } }),
      known({ validator: { etag: 'W/"a"', lastModified: JANUARY } }),
    ],
  ])('never meets the bytes that are there: %s', (_, response, before) => {
    expect(refusal(range(400), response, before)?.code).toBe('file-changed')
  })

  it('is told with what was and what is', () => {
    const before = known({ validator: { etag: '"a"', lastModified: null } })
    const response = aPart(400, 900, 900, { validator: { etag: '"b"', lastModified: null } })
    expect(refusal(range(400), response, before)?.facts).toEqual({
      host: 'files.example',
      expectedBytes: 1000,
      receivedBytes: 900,
      before: '"a"',
      after: '"b"',
    })
  })

  it.each([
    [
      'the same strong ETag with another date',
      { etag: '"a"', lastModified: JANUARY },
      { etag: '"a"', lastModified: FEBRUARY },
    ],
    [
      'other weak ETags with the same date',
      { etag: 'W/"a"', lastModified: JANUARY },
      { etag: 'W/"b"', lastModified: JANUARY },
    ],
    [
      'an ETag that is missing now',
      { etag: '"a"', lastModified: null },
      { etag: null, lastModified: null },
    ],
    [
      'other weak ETags alone',
      { etag: 'W/"a"', lastModified: null },
      { etag: 'W/"b"', lastModified: null },
    ],
  ])('is not suspected because of %s', (_, before, validator) => {
    const response = aPart(400, 1000, 1000, { validator })
    expect(refusal(range(400), response, known({ validator: before }))).toBeNull()
  })
})

describe('a response that carries no file', () => {
  it.each([
    [401, 'unauthorized'],
    [511, 'network-login'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'gone'],
    [416, 'range-ignored'],
    [408, 'server-busy'],
    [429, 'server-busy'],
    [503, 'server-busy'],
    [500, 'server-error'],
    [502, 'server-error'],
    [504, 'server-error'],
    [599, 'server-error'],
    [201, 'http-status'],
    [204, 'http-status'],
    [304, 'http-status'],
    [400, 'http-status'],
    [418, 'http-status'],
    [451, 'http-status'],
  ])('is refused: %i is %s', (status, code) => {
    expect(refusal(range(0), aResponse({ status }))).toEqual({
      code,
      facts: { host: 'files.example', status },
    })
  })

  it.each([
    ['another length has changed', 500, 'file-changed'],
    ['the same length is refused for no reason', 1000, 'range-ignored'],
    ['no length may be anything', null, 'range-ignored'],
  ])('refuses the range, and by %s', (_, refusedLengthBytes, code) => {
    const response = aResponse({ status: 416, refusedLengthBytes })
    expect(refusal(range(400), response, known({}))?.code).toBe(code)
  })

  it('passes Retry-After on', () => {
    const response = aResponse({ status: 503, retryAfterMs: 2500 })
    expect(refusal(range(0), response)?.facts).toMatchObject({ retryAfterMs: 2500 })
  })

  it('is told by its status even when its headers look like another version', () => {
    const response = aResponse({ status: 404, contentLengthBytes: 9 })
    expect(refusal(range(400), response, known())?.code).toBe('link-expired')
  })

  it.each(['gzip', 'br', 'zstd', 'aws-chunked'])('is refused: encoded with %s', (encoding) => {
    const answers = [
      aResponse({ contentEncoding: encoding }),
      aPart(0, 1000, 1000, { contentEncoding: encoding }),
    ]
    for (const response of answers) {
      expect(refusal(range(0), response)).toMatchObject({
        code: 'encoded-answer',
        facts: { detail: encoding },
      })
    }
  })
})

describe('a response whose version nothing proves', () => {
  it.each([
    ['strong ETags that agree', '"a"', '"a"', null, 'same'],
    ['strong ETags that differ on the same date', '"a"', '"b"', JANUARY, 'doubtful'],
    ['the same date alone', null, null, JANUARY, 'unsure'],
    ['nothing at all', null, null, null, 'unsure'],
  ])('says so: %s', (_, before, after, lastModified, version) => {
    const response = aPart(400, 1000, 1000, { validator: { etag: after, lastModified } })
    const proven = validateResponse(
      range(400),
      response,
      EXPECTED,
      known({ validator: { etag: before, lastModified } }),
    )
    expect(proven.version).toBe(version)
  })
})

describe('a link that gave bytes before', () => {
  it.each([401, 403, 404, 410])('has expired when it answers %i', (status) => {
    expect(refusal(range(400), aResponse({ status }), known())).toEqual({
      code: 'link-expired',
      facts: { host: 'files.example', status },
    })
  })
})

describe('a web page in place of the file', () => {
  const page = (changes: Partial<ResponseHead> = {}): ResponseHead =>
    aResponse({ contentType: 'text/html', ...changes })

  it('is refused at once where the name is that of a file', () => {
    expect(refusal(range(0), page())).toEqual({
      code: 'login-page',
      facts: { host: 'files.example' },
    })
  })

  it('is refused later where the first response was no page, whatever its length', () => {
    const expected = { name: 'download', contentType: 'application/octet-stream' }
    expect(refusal(range(400), page(), known(), expected)?.code).toBe('login-page')
    const part = { ...aPart(400, 1000), contentType: 'text/html' }
    expect(refusal(range(400), part, known(), expected)?.code).toBe('login-page')
  })

  it('is taken for that of the network when it comes from another host', () => {
    const response = page({ url: 'http://portal.example/login' })
    const expected = { name: 'big.iso', contentType: 'application/octet-stream' }
    expect(refusal(range(400), response, known(), expected)).toEqual({
      code: 'network-login',
      facts: { host: 'files.example' },
    })
  })

  it.each([
    ['its name is that of a page', { name: 'index.html', contentType: null }, page()],
    ['its name has no ending', { name: 'download', contentType: null }, page()],
    ['it was one before', { name: 'big.iso', contentType: 'text/html' }, page()],
    [
      'the server calls it one',
      { name: 'big.iso', contentType: null },
      page({ fileName: 'list.html' }),
    ],
  ])('is what was asked for where %s', (_, expected, response) => {
    expect(refusal(range(0), response, null, expected)).toBeNull()
  })
})

it('a body of several ranges is not written anywhere', () => {
  const response = aPart(400, 1000, 1000, { contentType: 'multipart/byteranges' })
  expect(refusal(range(400), response, known())?.code).toBe('range-ignored')
})
