import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { responseFacts } from '../../src/main/io/http/response-facts'

const read = (headers: IncomingHttpHeaders, statusCode = 206, url = 'https://a.example/x') =>
  responseFacts({ statusCode, headers }, url)
const of = (headers: IncomingHttpHeaders, statusCode = 206) => read(headers, statusCode).facts

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e'
const MD5_HEADER = { 'content-md5': Buffer.from(MD5, 'hex').toString('base64') }

describe('answerFacts', () => {
  it('knows nothing of an answer without headers', () => {
    expect(of({}, 200)).toEqual({
      status: 200,
      url: 'https://a.example/x',
      contentType: null,
      checksums: [],
      contentRange: null,
      refusedLengthBytes: null,
      contentLengthBytes: null,
      acceptsRanges: false,
      validator: { etag: null, lastModified: null },
      contentEncoding: null,
      fileName: null,
      retryAfterMs: null,
      server: null,
    })
  })

  it.each([
    ['bytes 0-0/1', { start: 0, end: 1, lengthBytes: 1 }],
    ['bytes 500-999/1000', { start: 500, end: 1000, lengthBytes: 1000 }],
    ['bytes 500-999/*', { start: 500, end: 1000, lengthBytes: null }],
    ['bytes 0-4294967296/4294967297', { start: 0, end: 4294967297, lengthBytes: 4294967297 }],
    [' Bytes  0 - 9 / 10 ', { start: 0, end: 10, lengthBytes: 10 }],
    ['bytes=0-9/10', { start: 0, end: 10, lengthBytes: 10 }],
    ['bytes: 0-9/10', { start: 0, end: 10, lengthBytes: 10 }],
    ['bytes */1000', null],
    ['bytes 0-9', null],
    ['bytes 9-0/10', null],
    ['bytes 0-10/10', null],
    ['bytes 0-9/10, bytes 20-29/30', null],
    ['bytes -5-9/10', null],
    ['bytes 0-99999999999999999/*', null],
    ['bytes 0-9/99999999999999999', null],
    ['items 0-9/10', null],
    ['nonsense', null],
    ['', null],
  ])('reads Content-Range "%s" half-open', (header, expected) => {
    expect(of({ 'content-range': header }).contentRange).toEqual(expected)
  })

  it.each([
    ['bytes */1000', 1000],
    ['bytes */0', 0],
    ['bytes */*', null],
    ['bytes 0-9/10', null],
    ['items */10', null],
    ['nonsense', null],
  ])('reads the length in "%s" of a refused range', (header, expected) => {
    expect(of({ 'content-range': header }, 416).refusedLengthBytes).toBe(expected)
  })

  it('finds no single range in several parts', () => {
    const headers = {
      'content-type': 'multipart/byteranges; boundary=x',
      'content-range': 'bytes 0-9/10',
    }
    expect(of(headers)).toMatchObject({ contentType: 'multipart/byteranges', contentRange: null })
  })

  it.each([
    ['Text/HTML; charset=utf-8', 'text/html'],
    ['application/zip', 'application/zip'],
    ['', null],
    [';', null],
  ])('reads Content-Type "%s"', (header, expected) => {
    expect(of({ 'content-type': header }).contentType).toBe(expected)
  })

  it.each([
    ['0', 0],
    ['1000', 1000],
    ['-1', null],
    ['1e3', null],
    ['10, 10', null],
    ['', null],
  ])('reads Content-Length "%s"', (header, expected) => {
    expect(of({ 'content-length': header }).contentLengthBytes).toBe(expected)
  })

  it.each([
    ['bytes', true],
    ['Bytes', true],
    ['items, bytes', true],
    ['none', false],
    ['', false],
  ])('reads Accept-Ranges "%s"', (header, expected) => {
    expect(of({ 'accept-ranges': header }).acceptsRanges).toBe(expected)
  })

  it('keeps the validators as the server wrote them', () => {
    const headers = { etag: 'W/"a b"', 'last-modified': 'yesterday' }
    expect(of(headers).validator).toEqual({ etag: 'W/"a b"', lastModified: 'yesterday' })
  })

  it('has the name and the checksums that the header gives', () => {
    const headers = { 'content-disposition': 'attachment; filename=a b.txt', ...MD5_HEADER }
    expect(of(headers, 200)).toMatchObject({
      fileName: 'a b.txt',
      checksums: [{ algorithm: 'md5', hex: MD5 }],
    })
    expect(of(headers, 206).checksums).toEqual([])
  })

  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', null],
    ['', null],
  ])('reads Retry-After "%s"', (header, expected) => {
    expect(of({ 'retry-after': header }).retryAfterMs).toBe(expected)
  })

  it('reads Retry-After as a date to come', () => {
    const header = new Date(Date.now() + 90_000).toUTCString()
    const { retryAfterMs } = of({ 'retry-after': header })
    expect(retryAfterMs).toBeGreaterThan(80_000)
    expect(retryAfterMs).toBeLessThanOrEqual(90_000)
  })
})

describe('an encoded answer', () => {
  it.each([
    ['gzip', ['gzip']],
    [' X-GZIP ', ['x-gzip']],
    ['br', ['br']],
    ['deflate, gzip', ['deflate', 'gzip']],
    ['identity, gzip', ['gzip']],
  ])('of a whole in "%s" is to be decoded', (encoding, decode) => {
    const headers = {
      'content-encoding': encoding,
      'content-length': '10',
      'accept-ranges': 'bytes',
      ...MD5_HEADER,
    }
    const answer = read(headers, 200)
    expect(answer.decode).toEqual(decode)
    expect(answer.facts).toMatchObject({
      contentEncoding: null,
      contentLengthBytes: null,
      acceptsRanges: false,
      checksums: [],
    })
  })

  it.each([
    ['of a part', 206, { 'content-encoding': 'gzip' }, 'gzip'],
    ['in what nobody knows', 200, { 'content-encoding': 'zstd' }, 'zstd'],
    ['in what nobody knows below', 200, { 'content-encoding': 'x, gzip' }, 'x, gzip'],
    ['in many layers', 200, { 'content-encoding': 'br,br,br,br' }, 'br, br, br, br'],
    ['for the way', 200, { 'transfer-encoding': 'gzip, chunked' }, 'gzip'],
  ])('%s stays encoded', (_, status, headers, contentEncoding) => {
    const answer = read({ ...headers, ...MD5_HEADER }, status)
    expect(answer.decode).toEqual([])
    expect(answer.facts).toMatchObject({ contentEncoding, checksums: [] })
  })

  it.each([
    ['identity', 200],
    ['Identity', 206],
    ['', 206],
  ])('is none with "%s"', (encoding, status) => {
    const answer = read({ 'content-encoding': encoding, 'transfer-encoding': 'chunked' }, status)
    expect(answer.decode).toEqual([])
    expect(answer.facts.contentEncoding).toBeNull()
  })

  it('of no bytes is no bytes', () => {
    const answer = read({ 'content-encoding': 'gzip', 'content-length': '0' }, 200)
    expect(answer).toMatchObject({
      decode: [],
      facts: { contentEncoding: null, contentLengthBytes: 0 },
    })
  })

  it.each([
    ['gzip', '/a.tar.gz', {}],
    ['x-gzip', '/a.TGZ', {}],
    ['gzip', '/a.svgz?x=y', {}],
    ['br', '/a.js.br', {}],
    ['zstd', '/a.tar.zst', {}],
    ['gzip', '/a', { 'content-type': 'application/gzip' }],
    ['gzip', '/a', { 'content-type': 'application/x-gzip; x' }],
    ['gzip', '/a', { 'content-disposition': 'attachment; filename="a.tar.gz"' }],
  ])('in %s under %s with %o is the file itself', (encoding, path, more) => {
    for (const status of [200, 206]) {
      const headers = {
        'content-encoding': encoding,
        'content-length': '10',
        'accept-ranges': 'bytes',
        'repr-digest': `md5=:${MD5_HEADER['content-md5']}:`,
        ...more,
      }
      const answer = read(headers, status, `https://a.example${path}`)
      expect(answer.decode).toEqual([])
      expect(answer.facts).toMatchObject({
        contentEncoding: null,
        contentLengthBytes: 10,
        acceptsRanges: true,
        checksums: [{ algorithm: 'md5', hex: MD5 }],
      })
    }
  })

  it.each([
    ['br', '/a.gz', {}],
    ['gzip', '/a.tar', { 'content-type': 'application/x-tar' }],
    ['gzip', '/a.gz', { 'content-type': 'text/html' }],
    ['gzip, gzip', '/a.gz', {}],
  ])('in %s under %s with %o is not', (encoding, path, more) => {
    const headers = { 'content-encoding': encoding, ...more }
    expect(read(headers, 200, `https://a.example${path}`).decode).not.toEqual([])
    expect(read(headers, 206, `https://a.example${path}`).facts.contentEncoding).toBe(encoding)
  })
})
