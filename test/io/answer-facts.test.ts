import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { answerFacts } from '../../src/main/io/http/answer-facts'

const of = (headers: IncomingHttpHeaders, statusCode = 206) =>
  answerFacts({ statusCode, headers }, 'https://a.example/x')

describe('answerFacts', () => {
  it('knows nothing of an answer without headers', () => {
    expect(of({}, 200)).toEqual({
      status: 200,
      url: 'https://a.example/x',
      contentRange: null,
      contentLengthBytes: null,
      acceptsRanges: false,
      validator: { etag: null, lastModified: null },
      contentEncoding: null,
      fileName: null,
      retryAfterMs: null,
    })
  })

  it.each([
    ['bytes 0-0/1', { start: 0, end: 1, lengthBytes: 1 }],
    ['bytes 500-999/1000', { start: 500, end: 1000, lengthBytes: 1000 }],
    ['bytes 500-999/*', { start: 500, end: 1000, lengthBytes: null }],
    ['bytes 0-4294967296/4294967297', { start: 0, end: 4294967297, lengthBytes: 4294967297 }],
    ['bytes */1000', null],
    ['bytes 0-9', null],
    ['bytes=0-9/10', null],
    ['bytes 0-9/10, bytes 20-29/30', null],
    ['bytes -5-9/10', null],
    ['items 0-9/10', null],
    ['nonsense', null],
    ['', null],
  ])('reads Content-Range "%s" half-open', (header, expected) => {
    expect(of({ 'content-range': header }).contentRange).toEqual(expected)
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
    ['none', false],
    ['', false],
  ])('reads Accept-Ranges "%s"', (header, expected) => {
    expect(of({ 'accept-ranges': header }).acceptsRanges).toBe(expected)
  })

  it('keeps the validators as the server wrote them', () => {
    const headers = { etag: 'W/"a b"', 'last-modified': 'yesterday' }
    expect(of(headers).validator).toEqual({ etag: 'W/"a b"', lastModified: 'yesterday' })
  })

  it.each([
    ['gzip', 'gzip'],
    [' BR ', 'br'],
    ['gzip, br', 'gzip, br'],
    ['identity', null],
    ['Identity', null],
    ['', null],
  ])('reads Content-Encoding "%s"', (header, expected) => {
    expect(of({ 'content-encoding': header }).contentEncoding).toBe(expected)
  })

  it.each([
    ['attachment; filename=a.txt', 'a.txt'],
    ['attachment; filename="a b.txt"', 'a b.txt'],
    ['inline; FileName="a.txt"', 'a.txt'],
    ["attachment; filename=cafe.txt; filename*=UTF-8''caf%C3%A9.txt", 'café.txt'],
    ['attachment; filename="../../x"', '../../x'],
    ['attachment; filename=""', null],
    ['attachment; filename=" "', null],
    ['attachment', null],
    ['attachment; filename=a b.txt', null],
    ['filename=x', null],
    ['attachment; filename="a.txt"; filename="b.txt"', null],
    ['"', null],
    ['', null],
  ])('finds in Content-Disposition %s the name %s', (header, expected) => {
    expect(of({ 'content-disposition': header }).fileName).toBe(expected)
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
