import { describe, expect, it } from 'vitest'
import {
  parseConnections,
  parseHeaders,
  parseHeaderValue,
  parseProxy,
  parseSpeed,
  showHeaders,
  showSpeed,
} from '../../src/renderer/lib/text/option-texts'

describe('a speed as people type it', () => {
  it.each([
    ['', null],
    ['500', 500_000],
    ['500 KB/s', 500_000],
    ['2m', 2_000_000],
    ['1,5 MB', 1_500_000],
    ['1.5 MiB/s', 1_572_864],
    ['1,5 Mo/s', 1_500_000],
    ['900 b', 900],
    ['fast', undefined],
    ['-3 MB', undefined],
    ['0', undefined],
  ])('%s is %s', (text, bytes) => {
    expect(parseSpeed(text)).toBe(bytes)
  })

  it.each([null, 1, 999, 1_000, 1_234_567, 50_000_000])('%s is read as it is shown', (bytes) => {
    expect(parseSpeed(showSpeed(bytes))).toBe(bytes)
  })
})

describe('connections as people type them', () => {
  it.each([
    ['', null],
    ['8', 8],
    ['0', undefined],
    ['65', undefined],
    ['two', undefined],
  ])('%s is %s', (text, count) => {
    expect(parseConnections(text)).toBe(count)
  })
})

describe('headers as people type them', () => {
  it('are one per line, and read as they are shown', () => {
    const headers = { 'X-Key': 'a: b', Accept: '*/*' }
    expect(parseHeaders(`\n${showHeaders(headers)}\n`)).toEqual(headers)
    expect(parseHeaders('')).toEqual({})
  })

  it('are none where a line has no name', () => {
    expect(parseHeaders('X-Key: a\nnonsense')).toBeUndefined()
  })

  it('have no line breaks or letters beyond Latin in a value', () => {
    expect(parseHeaderValue(' me/1 ')).toBe('me/1')
    expect(parseHeaderValue('')).toBeNull()
    expect(parseHeaderValue('日本')).toBeUndefined()
  })
})

describe('a proxy as people type it', () => {
  it.each([
    ['', null],
    ['none', 'none'],
    ['socks5://p.example:1080', 'socks5://p.example:1080'],
    ['ftp://p.example', undefined],
    ['p.example', undefined],
  ])('%s is %s', (text, proxy) => {
    expect(parseProxy(text)).toBe(proxy)
  })
})
