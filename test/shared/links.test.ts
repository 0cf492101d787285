import { describe, expect, it } from 'vitest'
import { findLinks, isLink } from '../../src/shared/links'

describe('isLink', () => {
  it.each([
    'http://a.example',
    'https://a.example/big.iso',
    'HTTPS://A.EXAMPLE/X',
    'http://127.0.0.1:8080/x?y=z#w',
    'http://[::1]/x',
    'https://user:pass@a.example/x',
    'https://bücher.example/x',
  ])('takes %s', (text) => {
    expect(isLink(text)).toBe(true)
  })

  it.each([
    '',
    'a.example/x',
    'ftp://a.example/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'magnet:?xt=urn:btih:abc',
    'http://',
    'https:///',
    'https:a.example',
    'http://a b.example/',
    ' https://a.example',
    'http://a.example:99999/',
  ])('refuses "%s"', (text) => {
    expect(isLink(text)).toBe(false)
  })
})

describe('findLinks', () => {
  it.each([
    ['nothing', '', []],
    ['no link', 'just words, and a.example', []],
    [
      'one per line',
      'https://a.example/1\nhttps://a.example/2',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    [
      'lines of Windows',
      'https://a.example/1\r\nhttps://a.example/2\r\n',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['space around', '  https://a.example/1\t', ['https://a.example/1']],
    [
      'several on a line',
      'https://a.example/1 https://a.example/2',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['the same twice', 'https://a.example/1\nhttps://a.example/1', ['https://a.example/1']],
    [
      'a sentence',
      'See https://a.example/1, or (https://a.example/2).',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['quotes and tags', '<a href="https://a.example/1">x</a>', ['https://a.example/1']],
    [
      'a line that is a link with a bracket at its end',
      'https://a.example/x_(y)',
      ['https://a.example/x_(y)'],
    ],
    ['other protocols', 'ftp://a.example/1 mailto:x@a.example', []],
    ['broken links', 'https:// http://?x', []],
  ])('in %s', (_, text, expected) => {
    expect(findLinks(text)).toEqual(expected)
  })

  it('reads a hundred thousand lines', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `https://a.example/${index}`)
    expect(findLinks(lines.join('\n'))).toHaveLength(100_000)
  })
})
