import { parse } from 'shell-quote'
import { expect, it } from 'vitest'
import { curlCommand } from '../../src/main/shell/curl-command'
import { NO_OPTIONS } from '../../src/shared/download-options'

it('is a link alone where nothing else was asked for', () => {
  expect(curlCommand('https://a.example/x.iso', NO_OPTIONS)).toBe(
    'curl --location --remote-name https://a.example/x.iso',
  )
})

it('says all that the server is told, safe for a shell', () => {
  const command = curlCommand("https://a.example/it's here?a=1&b=$HOME", {
    ...NO_OPTIONS,
    headers: { 'X-Key': 'a "b"' },
    userAgent: 'me/1',
    referer: 'https://b.example/',
    cookie: 'a=1; b=2',
    login: { user: 'me', password: 'p w' },
    proxy: 'socks5://p.example:1080',
  })
  expect(parse(command, { HOME: 'wrong' })).toEqual([
    ...['curl', '--location', '--remote-name', '--header', 'X-Key: a "b"', '--user-agent', 'me/1'],
    ...['--referer', 'https://b.example/', '--cookie', 'a=1; b=2', '--user', 'me:p w'],
    ...['--proxy', 'socks5://p.example:1080', "https://a.example/it's here?a=1&b=$HOME"],
  ])
})
