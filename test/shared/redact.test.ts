import { describe, expect, it } from 'vitest'
import { redact, redactUrl } from '../../src/shared/redact'

describe('redactUrl', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['https://a.example:8443/x/y.iso?sig=1&t=2#f', 'https://a.example:8443/x/y.iso'],
    ['http://user:pass@a.example/x', 'http://a.example/x'],
    ['http://user@a.example/x@2.png', 'http://a.example/x@2.png'],
    ['http://us@er:p@ss@a.example/', 'http://a.example/'],
    ['HTTP://user:pass@[::1]:80/x', 'HTTP://[::1]:80/x'],
    ['socks5://user:pass@proxy:1080', 'socks5://proxy:1080'],
    ['https://a.example?to=https://u:p@b.example', 'https://a.example'],
  ])('%s is told as %s', (link, bare) => {
    expect(redactUrl(link)).toBe(bare)
  })
})

describe('redact', () => {
  it.each([
    ['no link at all, 50 % of /home/me?', 'no link at all, 50 % of /home/me?'],
    ['broke (at https://a.example/x?y=z). So.', 'broke (at https://a.example/x). So.'],
    ['see https://u:p@a.example/x?y=z now', 'see https://a.example/x now'],
    [
      '"http://a.example/?a" and <http://b.example/#b>',
      '"http://a.example/" and <http://b.example/>',
    ],
  ])('%s becomes %s', (text, bare) => {
    expect(redact(text)).toBe(bare)
  })
})
