import { describe, expect, it } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { fileBody, goodServer, type Handler, redirects } from '../../servers'
import { serve } from '../../servers/serve'
import { getAll, request } from './get-all'

const MIB = 1024 * 1024
const file = fileBody(43, 3 * MIB)
const newSource = (): GotSource => new GotSource('Rill/test')

function setsCookies(handler: Handler, ...cookies: string[]): Handler {
  return (exchange) => {
    exchange.response.setHeader('set-cookie', cookies)
    return handler(exchange)
  }
}

describe('a cookie', () => {
  it('set by a redirect goes with it, and with every later request of the link', async () => {
    const server = await serve({
      '/x': setsCookies(redirects('/file'), 'pass=1; Path=/', 'no; Domain=other.example'),
      '/file': setsCookies(goodServer(file), 'seen=2; Path=/file'),
    })
    const source = newSource()
    await getAll(source, request(server.url('/x')))
    await getAll(source, request(server.url('/x'), {}, { range: { start: 5, end: 9 } }))
    expect(server.requests.map(({ path, headers }) => [path, headers.cookie])).toEqual([
      ['/x', undefined],
      ['/file', 'pass=1'],
      ['/x', 'pass=1'],
      ['/file', 'seen=2; pass=1'],
    ])
  })

  it('of one link is not that of another', async () => {
    const server = await serve(setsCookies(goodServer(file), 'a=1'))
    const source = newSource()
    await getAll(source, request(server.url('/x')))
    await getAll(source, request(server.url('/y')))
    expect(server.requests[1]?.headers).not.toHaveProperty('cookie')
  })

  it('of the user goes to the link alone, and may be replaced by the server', async () => {
    const server = await serve({ '/x': setsCookies(goodServer(file), 'b=new; Path=/') })
    const source = newSource()
    const options = { cookie: ' a=1=2;b="old" ; ; c' }
    await getAll(source, request(server.url('/x'), options))
    await getAll(source, request(server.url('/x'), options))
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([
      'a=1=2; b="old"; c',
      'a=1=2; b=new; c',
    ])
  })

  it('of the user that has changed begins anew', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const source = newSource()
    await getAll(source, request(server.url('/x'), { cookie: 'a=1' }))
    await getAll(source, request(server.url('/x'), { cookie: 'a=2' }))
    expect(server.requests[1]?.headers.cookie).toBe('a=2')
  })

  it('costs the body nothing', async () => {
    const server = await serve({ '/x': setsCookies(goodServer(file), 'a=1', 'b=2', 'c=3') })
    const { bytes } = await getAll(newSource(), request(server.url('/x')))
    expect(bytes.equals(file.read(0, file.lengthBytes))).toBe(true)
  })
})
