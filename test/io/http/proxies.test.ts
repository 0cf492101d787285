import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { CancelledError, run, taskGroup } from '../../../src/main/kernel'
import { fileBody, goodServer, redirects, selfSignedTls, type TestServer } from '../../servers'
import { serve } from '../../servers/serve'
import { failureOf, getAll, request } from './get-all'
import { httpProxy, listen, type TestProxy } from './http-proxy'
import { socksProxy } from './socks-proxy'

const file = fileBody(45, 1_000_000)
const newSource = (): GotSource => new GotSource('Rill/test')
const pem = (name: string): string => join(import.meta.dirname, 'tls', `${name}.pem`)
const tls = { key: readFileSync(pem('key'), 'utf8'), cert: readFileSync(pem('signed'), 'utf8') }

const servePlain = (): Promise<TestServer> => serve({ '/x': goodServer(file) })
const serveTls = (): Promise<TestServer> => serve({ '/x': goodServer(file) }, { tls })

beforeEach(() => {
  vi.stubEnv('SSL_CERT_FILE', pem('authority'))
  return () => vi.unstubAllEnvs()
})

/** Gets the file, and checks it. */
async function getFile(url: string, proxy: string): Promise<void> {
  const range = { start: 10, end: 900_000 }
  const { answer, bytes } = await getAll(newSource(), request(url, { proxy }, { range }))
  expect(answer).toMatchObject({ status: 206, url })
  expect(bytes.equals(file.read(10, 900_000))).toBe(true)
}

const failure = (url: string, proxy: string) => failureOf(newSource(), request(url, { proxy }))

describe('an HTTP proxy', () => {
  it('forwards requests of http', async () => {
    const [server, proxy] = [await servePlain(), await httpProxy()]
    await getFile(server.url('/x'), `http://${proxy.host}`)
    expect(proxy.asked).toEqual([`GET ${server.url('/x')}`])
  })

  it('tunnels https', async () => {
    const [server, proxy] = [await serveTls(), await httpProxy()]
    await getFile(server.url('/x'), `http://${proxy.host}`)
    expect(proxy.asked).toEqual([`CONNECT ${server.host}`])
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization')
  })

  it('is told its login', async () => {
    const proxy = await httpProxy({ login: 'Jäne:a:b' })
    const link = `http://J%C3%A4ne:a%3Ab@${proxy.host}`
    await getFile((await servePlain()).url('/x'), link)
    await getFile((await serveTls()).url('/x'), link)
  })

  it('may itself speak TLS', async () => {
    const proxy = await httpProxy({ tls, login: 'a:b' })
    await getFile((await servePlain()).url('/x'), `https://a:b@${proxy.host}`)
    await getFile((await serveTls()).url('/x'), `https://a:b@${proxy.host}`)
  })

  it('is chosen by the environment for each hop', async () => {
    const [target, proxy] = [await servePlain(), await httpProxy()]
    const server = await serve({ '/r': redirects(target.url('/x')) })
    const link = server.url('/r').replace('127.0.0.1', 'localhost')
    vi.stubEnv('http_proxy', undefined)
    vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
    vi.stubEnv('no_proxy', undefined)
    vi.stubEnv('NO_PROXY', 'localhost')
    await getAll(newSource(), request(link, { proxy: 'system' }))
    expect(proxy.asked).toEqual([`GET ${target.url('/x')}`])
  })

  it.each([407, 403, 502, 201])(
    'that answers CONNECT by %i is no server',
    async (connectStatus) => {
      const [server, proxy] = [await serveTls(), await httpProxy({ connectStatus })]
      expect(await failure(server.url('/x'), `http://${proxy.host}`)).toMatchObject({
        code: connectStatus === 407 ? 'proxy-unusable' : 'proxy-failed',
        facts: { host: '127.0.0.1', status: connectStatus },
      })
      await proxy.hasOpen(0)
    },
  )

  it('that refuses a login is proxy-unusable', async () => {
    const proxy = await httpProxy({ login: 'a:b' })
    for (const server of [await servePlain(), await serveTls()]) {
      expect(await failure(server.url('/x'), `http://a:wrong@${proxy.host}`)).toMatchObject({
        code: 'proxy-unusable',
        facts: { status: 407 },
      })
    }
  })

  it('whose certificate is bad is proxy-unusable, and hears nothing', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const proxy = await httpProxy({ tls: selfSignedTls(), login: 'a:b' })
    for (const server of [await servePlain(), await serveTls()]) {
      expect(await failure(server.url('/x'), `https://a:b@${proxy.host}`)).toMatchObject({
        code: 'proxy-unusable',
        facts: { detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      })
    }
    expect(proxy.asked).toEqual([])
  })

  it('does not hide that the server cannot be trusted', async () => {
    const server = await serve({ '/x': goodServer(file) }, { tls: selfSignedTls() })
    const proxy = await httpProxy()
    expect(await failure(server.url('/x'), `http://${proxy.host}`)).toMatchObject({
      code: 'tls-refused',
      facts: { host: server.host },
    })
    await proxy.hasOpen(0)
  })
})

describe('a SOCKS5 proxy', () => {
  it.each(['socks5', 'socks5h', 'socks'])('by %s looks names up itself', async (scheme) => {
    const [server, proxy] = [await servePlain(), await socksProxy()]
    const url = server.url('/x').replace('127.0.0.1', 'files.invalid')
    await getFile(url, `${scheme}://${proxy.host}`)
    expect(proxy.asked).toEqual([`name ${new URL(url).host}`])
  })

  it('is told addresses as they are', async () => {
    const [server, proxy] = [await serveTls(), await socksProxy({ isSlow: true })]
    await getFile(server.url('/x'), `socks5://${proxy.host}`)
    expect(proxy.asked).toEqual([`ipv4 ${server.host}`])
    await failure('http://[2001:db8::1]:9/x', `socks5://${(await socksProxy({ reply: 4 })).host}`)
  })

  it('tunnels https to the host that the link names', async () => {
    const [server, proxy] = [await serveTls(), await socksProxy()]
    await getFile(server.url('/x').replace('127.0.0.1', 'localhost'), `socks5://${proxy.host}`)
    const other = server.url('/x').replace('127.0.0.1', 'files.invalid')
    expect(await failure(other, `socks5://${proxy.host}`)).toMatchObject({
      code: 'tls-refused',
      facts: { detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
  })

  it('is told its login', async () => {
    const [server, proxy] = [await servePlain(), await socksProxy({ login: 'Jäne:a:b' })]
    await getFile(server.url('/x'), `socks5://J%C3%A4ne:a%3Ab@${proxy.host}`)
  })

  it.each([
    ['asks for a login', { login: 'a:b' }, '', 'proxy-unusable', 'asks-for-login'],
    ['refuses the login', { login: 'a:b' }, 'a:c@', 'proxy-unusable', 'refuses-login'],
    [
      'is given too much',
      { login: 'a:b' },
      `${'x'.repeat(256)}@`,
      'proxy-unusable',
      'login-too-long',
    ],
    ['cannot connect', { reply: 5 }, '', 'proxy-failed', 'refused'],
    ['says what nobody knows', { reply: 99 }, '', 'proxy-failed', 'unknown-reply'],
  ])('that %s is %s', async (_, options, login, code, reason) => {
    const [server, proxy] = [await servePlain(), await socksProxy(options)]
    expect(await failure(server.url('/x'), `socks5://${login}${proxy.host}`)).toMatchObject({
      code,
      facts: { reason },
    })
    await proxy.hasOpen(0)
  })

  it('that is an HTTP proxy is proxy-unusable', async () => {
    const [server, proxy] = [await servePlain(), await httpProxy()]
    expect(await failure(server.url('/x'), `socks5://${proxy.host}`)).toMatchObject({
      code: 'proxy-unusable',
      facts: { reason: 'not-socks5' },
    })
  })
})

const SCHEMES = ['http', 'https', 'socks5'] as const

describe('a proxy', () => {
  it.each(SCHEMES)('by %s that is not there is proxy-failed', async (scheme) => {
    const gone = createServer()
    const { host } = await listen(gone)
    await new Promise((resolve) => gone.close(resolve))
    for (const server of [await servePlain(), await serveTls()]) {
      expect(await failure(server.url('/x'), `${scheme}://u:secret@${host}`)).toMatchObject({
        code: 'proxy-failed',
        facts: { detail: 'ECONNREFUSED' },
      })
    }
  })

  it.each(SCHEMES)('by %s whose name nobody knows is proxy-failed', async (scheme) => {
    const url = (await servePlain()).url('/x')
    expect((await failure(url, `${scheme}://proxy.invalid:1`)).code).toBe('proxy-failed')
  })

  it.each(['http', 'socks5'] as const)('by %s that hangs up is no server', async (scheme) => {
    const server = createServer((socket) => socket.resume().end())
    const { host, hasOpen } = await listen(server)
    const failed = await failure((await serveTls()).url('/x'), `${scheme}://${host}`)
    expect(failed.code).toBe('proxy-failed')
    await hasOpen(0)
  })

  it('that cannot be one is proxy-unusable', async () => {
    const url = (await servePlain()).url('/x')
    expect(await failure(url, 'ftp://proxy.example')).toMatchObject({
      code: 'proxy-unusable',
      facts: { detail: 'ftp:' },
    })
  })

  const silent: [string, () => Promise<Pick<TestProxy, 'host' | 'hasOpen'>>, string][] = [
    ['http', () => httpProxy({ isSilent: true }), 'http'],
    ['https', () => httpProxy({ isSilent: true }), 'http'],
    ['http', () => httpProxy({ isSilent: true, tls }), 'https'],
    ['https', () => socksProxy({ isSilent: true }), 'socks5'],
    ['http', () => socksProxy({ isSilent: true }), 'socks5'],
  ]
  it.each(silent)(
    'that keeps silent on %s is left when nobody waits',
    async (to, start, scheme) => {
      const proxy = await start()
      const url = `${to}://files.invalid/x`
      const outcome = await run(
        taskGroup(function* (group) {
          const source = newSource()
          const task = group.spawn(source.get(request(url, { proxy: `${scheme}://${proxy.host}` })))
          void proxy.hasOpen(1).then(() => task.cancel())
          try {
            return yield* task
          } catch (error) {
            return error
          }
        }),
      )
      expect(outcome).toBeInstanceOf(CancelledError)
      await proxy.hasOpen(0)
    },
  )

  it.each([
    ['http', () => httpProxy()],
    ['socks5', () => socksProxy()],
  ] as const)(
    'by %s is left when an answer is closed, or read to its end',
    async (scheme, start) => {
      const proxy = await start()
      for (const server of [await servePlain(), await serveTls()]) {
        const wanted = request(server.url('/x'), { proxy: `${scheme}://${proxy.host}` })
        await getAll(newSource(), wanted)
        await proxy.hasOpen(0)
        const answer = await run(newSource().get(wanted))
        await proxy.hasOpen(1)
        answer.close()
        await proxy.hasOpen(0)
      }
    },
  )
})
