import { describe, expect, it } from 'vitest'
import { toDownloadOptions } from '../../src/main/cli/download-flags'
import { addChecksum, parseProxy, parseRate, parseTimeout } from '../../src/main/cli/option-values'
import { downloadOptionsSchema, NO_OPTIONS } from '../../src/shared/download-options'

describe('a rate', () => {
  it.each([
    ['1', 1],
    ['1000', 1000],
    ['500k', 512_000],
    ['500K', 512_000],
    ['2M', 2 * 1024 ** 2],
    ['1.5G', 1.5 * 1024 ** 3],
    ['1T', 1024 ** 4],
    ['2MiB/s', 2 * 1024 ** 2],
    ['64 KB'.replace(' ', ''), 65_536],
    ['0.5k', 512],
  ])('%s is %d bytes per second', (text, bytesPerSec) => {
    expect(parseRate(text)).toBe(bytesPerSec)
  })

  it.each(['', 'k', '0', '0.0001', '1,5M', '1e6', '99999999T', '1 2'])('is not "%s"', (text) => {
    expect(() => parseRate(text)).toThrow("'--limit'")
  })
})

describe('other values', () => {
  it('takes seconds with a fraction', () => {
    expect([parseTimeout('30'), parseTimeout('0.25')]).toEqual([30_000, 250])
    expect(() => parseTimeout('86401')).toThrow("'--timeout'")
  })

  it('takes the same checksum twice as one', () => {
    const md5 = `md5=${'a'.repeat(32)}`
    const sha1 = `sha1=${'b'.repeat(40)}`
    const all = [md5, sha1, md5].reduce<ReturnType<typeof addChecksum>>(
      (before, text) => addChecksum(text, before),
      [],
    )
    expect(all.map(({ algorithm }) => algorithm)).toEqual(['md5', 'sha1'])
  })

  it.each(['http://p.example:3128', 'https://u:p@p.example', 'socks5://127.0.0.1:9050', 'none'])(
    'takes the proxy %s',
    (text) => {
      expect(parseProxy(text)).toBe(text)
    },
  )
})

describe('toDownloadOptions', () => {
  const header = (name: string, value: string) => ({ name, value })

  it('leaves out what was not asked for', () => {
    expect(toDownloadOptions({})).toEqual({})
    expect(toDownloadOptions({ checksum: [], header: [] })).toEqual({})
  })

  it('makes one of fields with one name', () => {
    const fields = [header('X-A', '1'), header('x-a', '2'), header('X-B', '3')]
    expect(toDownloadOptions({ header: fields })).toEqual({
      headers: { 'X-A': '1, 2', 'X-B': '3' },
    })
  })

  it('puts fields that have an option of their own there', () => {
    const fields = [
      header('Cookie', 'a=1'),
      header('cookie', 'b=2'),
      header('USER-AGENT', 'me/1'),
      header('Referer', 'https://a.example/'),
      header('Authorization', 'Bearer t'),
    ]
    expect(toDownloadOptions({ header: fields, userAgent: 'me/2' })).toEqual({
      headers: { Authorization: 'Bearer t' },
      cookie: 'a=1; b=2',
      userAgent: 'me/2',
      referer: 'https://a.example/',
    })
  })

  it('gives what the engine takes', () => {
    const options = toDownloadOptions({
      checksum: addChecksum(`sha512=${'F'.repeat(128)}`),
      header: [header('X-A', 'é')],
      user: { user: 'me', password: '' },
      onConflict: 'overwrite',
    })
    expect(downloadOptionsSchema.parse({ ...NO_OPTIONS, ...options })).toMatchObject(options)
  })
})
