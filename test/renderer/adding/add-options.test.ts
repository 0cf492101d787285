import { describe, expect, it } from 'vitest'
import { NO_FIELDS, readOptions } from '../../../src/renderer/lib/adding/add-options'

describe('the fields of more options', () => {
  it('leave it to the settings while they are empty', () => {
    expect(readOptions(NO_FIELDS)).toEqual({ options: {}, wrong: [] })
  })

  it('become options', () => {
    const fields = {
      referer: ' https://shop.example/ ',
      userAgent: 'Agent/1',
      cookie: 'id=7',
      user: 'ann',
      password: 'secret',
      headers: 'X-A: 1\n\nX-B:2: 3',
      checksum: `sha256:${'AB'.repeat(32)}`,
      limit: '500 KB/s',
      connections: '4',
      proxy: 'socks5://localhost:1080',
    }
    expect(readOptions(fields)).toEqual({
      wrong: [],
      options: {
        referer: 'https://shop.example/',
        userAgent: 'Agent/1',
        cookie: 'id=7',
        login: { user: 'ann', password: 'secret' },
        headers: { 'X-A': '1', 'X-B': '2: 3' },
        checksums: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }],
        limitBytesPerSec: 500_000,
        connections: 4,
        proxy: 'socks5://localhost:1080',
      },
    })
  })

  it.each([
    ['headers', 'no colon'],
    ['headers', 'X Y: 1'],
    ['headers', 'X: 中'],
    ['cookie', 'id=中'],
    ['checksum', 'sha256:123'],
    ['limit', 'fast'],
    ['limit', '0'],
    ['connections', '65'],
    ['connections', '1.5'],
    ['proxy', 'localhost'],
  ] as const)('tell that %s cannot be %s', (name, value) => {
    expect(readOptions({ ...NO_FIELDS, [name]: value }).wrong).toEqual([name])
  })
})
