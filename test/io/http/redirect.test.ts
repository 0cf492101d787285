import { describe, expect, it } from 'vitest'
import { isOwnHost, redirectTarget } from '../../../src/main/io/http/redirect'

const FROM = new URL('https://a.example/x/y?z')
const target = (location: string | undefined, statusCode = 302): string | null =>
  redirectTarget({ statusCode, headers: location === undefined ? {} : { location } }, FROM)?.href ??
  null

describe('redirectTarget', () => {
  it.each([
    ['https://b.example/f', 'https://b.example/f'],
    ['//b.example/f', 'https://b.example/f'],
    ['/f', 'https://a.example/f'],
    ['f?q', 'https://a.example/x/f?q'],
    ['?q', 'https://a.example/x/y?q'],
    ['http://a.example/f', 'http://a.example/f'],
    ['/f#part', 'https://a.example/f'],
    ['https://u:p@b.example/f', 'https://b.example/f'],
    [Buffer.from('/é').toString('latin1'), 'https://a.example/%C3%A9'],
    ['/caf\xe9', 'https://a.example/caf%C3%A9'],
    ['/a b', 'https://a.example/a%20b'],
  ])('goes by "%s" to %s', (location, href) => {
    expect(target(location)).toBe(href)
  })

  it.each([200, 206, 300, 304, 404])('is none with status %i', (statusCode) => {
    expect(target('/f', statusCode)).toBeNull()
  })

  it.each([301, 302, 303, 307, 308])('follows %i, and without a place to go does not', (status) => {
    expect(target('/f', status)).toBe('https://a.example/f')
    expect(target(undefined, status)).toBeNull()
  })

  it.each(['http://', 'ftp://b.example/f', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'is a bad link to %s',
    (location) => {
      expect(() => target(location)).toThrow('bad-link')
    },
  )
})

describe('isOwnHost', () => {
  it.each([
    ['https://a.example/', 'https://a.example/other', true],
    ['http://a.example/', 'https://a.example/', true],
    ['http://a.example:8080/', 'http://a.example:8080/', true],
    ['https://a.example/', 'http://a.example/', false],
    ['https://a.example/', 'https://a.example:8443/', false],
    ['http://a.example:8080/', 'https://a.example/', false],
    ['https://a.example/', 'https://b.a.example/', false],
  ])('of %s is %s: %s', (link, hop, expected) => {
    expect(isOwnHost(new URL(link), new URL(hop))).toBe(expected)
  })
})
