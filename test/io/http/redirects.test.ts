import { describe, expect, it } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { fileBody, goodServer, redirects, selfSignedTls } from '../../servers'
import { serve } from '../../servers/serve'
import { failureOf, getAll, request } from './get-all'

const file = fileBody(41, 10_000)
const source = new GotSource('Rill/test')

describe('a redirect', () => {
  it('is followed with the range, and the way is told', async () => {
    const other = await serve({ '/y': goodServer(file) })
    const server = await serve({
      '/x': redirects('../z#part', 301),
      '/z': redirects(other.url('/y'), 307),
    })
    const range = { start: 1, end: 9 }
    const { answer, bytes } = await getAll(source, request(server.url('/x#a'), {}, { range }))
    expect(answer.url).toBe(other.url('/y'))
    expect(answer.redirectedFrom).toEqual([server.url('/x'), server.url('/z')])
    expect(bytes.equals(file.read(1, 9))).toBe(true)
  })

  it('is none for an answer of the link itself', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const { answer } = await getAll(source, request(server.url('/x')))
    expect(answer.redirectedFrom).toEqual([])
  })

  it('to another origin takes no secrets along, and no login out of a link', async () => {
    const other = await serve({ '/y': goodServer(file) })
    const target = other.url('/y').replace('://', '://mallory:x@')
    const server = await serve({ '/x': redirects(target) })
    const headers = { Authorization: 'Bearer s', 'X-Token': 's', Accept: 'a/b', Cookie: 'h=1' }
    const { answer } = await getAll(
      source,
      request(server.url('/x').replace('127.0.0.1', 'localhost'), {
        headers,
        cookie: 'a=1',
        referer: 'http://page.example/',
      }),
    )
    expect(answer.url).toBe(other.url('/y'))
    const sent = server.requests[0]?.headers
    expect(sent).toMatchObject({ authorization: 'Bearer s', 'x-token': 's', cookie: 'h=1; a=1' })
    const passedOn = other.requests[0]?.headers
    expect(passedOn).toMatchObject({ accept: 'a/b', referer: 'http://page.example/' })
    for (const name of ['authorization', 'x-token', 'cookie']) {
      expect(passedOn).not.toHaveProperty(name)
    }
  })

  it('on the same origin keeps what the user gave', async () => {
    const server = await serve({ '/x': redirects('/y'), '/y': goodServer(file) })
    await getAll(source, request(server.url('/x'), { headers: { 'X-Token': 's' }, cookie: 'a=1' }))
    expect(server.requests[1]?.headers).toMatchObject({ 'x-token': 's', cookie: 'a=1' })
  })

  it('that leads nowhere new for ever is too-many-redirects', async () => {
    const server = await serve({ '/x': redirects('/y'), '/y': redirects('/x') })
    expect(await failureOf(source, request(server.url('/x')))).toMatchObject({
      code: 'too-many-redirects',
      facts: { host: server.host },
    })
    expect(server.requests).toHaveLength(21)
  })

  it('leaves no connection behind, though its own body does not end', async () => {
    const server = await serve({
      '/x': ({ response }) => {
        response.writeHead(302, { location: '/y' }).write('moved, and ')
      },
      '/y': goodServer(file),
    })
    const { answer } = await getAll(source, request(server.url('/x')))
    expect(answer.status).toBe(200)
    await server.waitForRequest(({ path, over }) => path === '/x' && over)
  })

  it('of twenty is followed to its end', async () => {
    const routes = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`/${at}`, redirects(`/${at + 1}`)]),
    )
    const server = await serve({ ...routes, '/20': goodServer(file) })
    const { answer } = await getAll(source, request(server.url('/0')))
    expect(answer.redirectedFrom).toHaveLength(20)
  })

  it('without a place to go is an answer', async () => {
    const server = await serve({ '/x': ({ response }) => void response.writeHead(302).end() })
    const { answer } = await getAll(source, request(server.url('/x')))
    expect(answer.status).toBe(302)
  })

  it.each(['ftp://a.example/x', 'http://', 'mailto:x@a.example', 'file:///etc/passwd'])(
    'to %s is bad-link',
    async (target) => {
      const server = await serve({ '/x': redirects(target) })
      expect((await failureOf(source, request(server.url('/x')))).code).toBe('bad-link')
    },
  )

  it('to a host that cannot be trusted names that host', async () => {
    const other = await serve({ '/y': goodServer(file) }, { tls: selfSignedTls() })
    const server = await serve({ '/x': redirects(other.url('/y')) })
    expect(await failureOf(source, request(server.url('/x')))).toMatchObject({
      code: 'tls-refused',
      facts: { host: other.host },
    })
  })
})

describe('a link', () => {
  it.each(['ftp://a.example/x', 'nonsense', 'http://'])('%s is bad-link', async (url) => {
    expect((await failureOf(source, request(url))).code).toBe('bad-link')
  })
})
