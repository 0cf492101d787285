import { beforeEach, describe, expect, it, vi } from 'vitest'
import { addressBytes } from '../../../src/main/io/http/proxy/address-bytes'
import { proxyFor } from '../../../src/main/io/http/proxy/proxy-for'

const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']
const proxyOf = (url: string, setting = 'system'): string | null =>
  proxyFor(new URL(url), setting)?.href ?? null

beforeEach(() => {
  for (const name of NAMES.flatMap((one) => [one, one.toUpperCase()])) vi.stubEnv(name, undefined)
  return () => vi.unstubAllEnvs()
})

describe('proxyFor', () => {
  it('is the proxy that a person names, for every link', () => {
    vi.stubEnv('NO_PROXY', '*')
    expect(proxyOf('http://a.example/', 'http://p.example:8080')).toBe('http://p.example:8080/')
    expect(proxyOf('https://a.example/', 'socks5://u:p@p.example')).toBe('socks5://u:p@p.example')
  })

  it('is none where there is to be none', () => {
    vi.stubEnv('HTTP_PROXY', 'http://p.example')
    expect(proxyOf('http://a.example/', 'none')).toBeNull()
  })

  it('goes by the environment, in either case', () => {
    vi.stubEnv('http_proxy', 'http://h.example:1')
    vi.stubEnv('HTTPS_PROXY', 'http://s.example:2')
    vi.stubEnv('NO_PROXY', 'a.example,.b.example')
    expect(proxyOf('http://x.example/')).toBe('http://h.example:1/')
    expect(proxyOf('https://x.example/')).toBe('http://s.example:2/')
    expect(proxyOf('https://a.example/')).toBeNull()
    expect(proxyOf('https://x.b.example/')).toBeNull()
  })

  it('takes ALL_PROXY for what has none of its own', () => {
    vi.stubEnv('ALL_PROXY', 'socks5h://p.example:1080')
    expect(proxyOf('https://a.example/')).toBe('socks5h://p.example:1080')
    expect(proxyOf('http://a.example/')).toBe('socks5h://p.example:1080')
  })

  it('speaks http to a proxy of the environment without a scheme', () => {
    vi.stubEnv('HTTPS_PROXY', 'p.example:8080')
    vi.stubEnv('HTTP_PROXY', 'p.example:8080')
    expect(proxyOf('https://a.example/')).toBe('http://p.example:8080/')
    expect(proxyOf('http://a.example/')).toBe('http://p.example:8080/')
    vi.stubEnv('HTTPS_PROXY', 'https://p.example:8080')
    expect(proxyOf('https://a.example/')).toBe('https://p.example:8080/')
  })

  it('is none without an environment', () => {
    expect(proxyOf('https://a.example/')).toBeNull()
  })

  it.each([
    'ftp://p.example',
    'p.example:8080',
    'socks4://p.example',
    'http://',
    'http://%zz@p/',
    'x',
  ])('cannot be %s', (link) => {
    expect(() => proxyOf('http://a.example/', link)).toThrow('proxy-unusable')
  })
})

describe('addressBytes', () => {
  it.each([
    ['127.0.0.1', [1, 127, 0, 0, 1]],
    ['::1', [4, ...Array<number>(15).fill(0), 1]],
    ['2001:db8::ff00:42', [4, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0, 0, 0x42]],
    ['1:2:3:4:5:6:7:8', [4, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['::ffff:1.2.3.4', [4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4]],
  ])('of %s', (address, expected) => {
    expect(addressBytes(address)).toEqual(expected)
  })
})
