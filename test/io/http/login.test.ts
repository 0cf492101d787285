import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from '../../../src/main/io/http/auth/challenges'
import { GotSource } from '../../../src/main/io/http/got-source'
import { run, taskGroup } from '../../../src/main/kernel'
import { fileBody, goodServer, type Handler, redirects } from '../../servers'
import { serve } from '../../servers/serve'
import { fetchAll, getAll, request } from './get-all'

const file = fileBody(42, 10_000)
const login = { user: 'Jäne', password: 'a:b c' }
const newSource = (): GotSource => new GotSource('Rill/test')

const refusal = (challenge: string): Handler => {
  return ({ response }) =>
    void response.writeHead(401, { 'www-authenticate': challenge }).end('who are you?')
}

/** Asks for a Basic login. */
function basic({ user, password }: typeof login): Handler {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const [good, bad] = [goodServer(file), refusal('Basic realm="x", charset="UTF-8"')]
  return (exchange) => {
    return exchange.request.headers.authorization === expected ? good(exchange) : bad(exchange)
  }
}

interface DigestOptions {
  readonly algorithm: 'MD5' | 'SHA-256'
  /** How many requests a nonce is good for. */
  readonly uses?: number
  /** Names the next nonce with every answer. */
  readonly nextNonce?: boolean
}

/** Asks for a Digest login, and checks every part of it. */
function digest(
  { user, password }: typeof login,
  { algorithm, uses = Number.POSITIVE_INFINITY, nextNonce = false }: DigestOptions,
): Handler {
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const good = goodServer(file)
  const counts = new Set<string>()
  let version = 0
  let used = 0
  const renew = (): void => {
    version += 1
    used = 0
    counts.clear()
  }
  return (exchange) => {
    const header = exchange.request.headers.authorization ?? ''
    const given = parseChallenges(header)[0]?.parameters ?? {}
    const uri = exchange.request.url ?? ''
    const a1 = hash(`${user}:a realm:${password}`)
    const a2 = hash(`GET:${uri}`)
    const { nonce = '', nc = '', cnonce = '', response = '' } = given
    const isRight = response === hash(`${a1}:${nonce}:${nc}:${cnonce}:auth:${a2}`)
    const isFresh = nonce === `nonce ${version}` && used < uses && !counts.has(nc)
    if (isRight && isFresh && given.uri === uri && given.opaque === 'o"') {
      used += 1
      counts.add(nc)
      if (nextNonce) {
        renew()
        exchange.response.setHeader('authentication-info', `nextnonce="nonce ${version}"`)
      }
      return good(exchange)
    }
    if (isRight) renew()
    const stale = isRight ? ', stale=true' : ''
    return refusal(
      `Digest realm="a realm", qop="auth", algorithm=${algorithm}, nonce="nonce ${version}", ` +
        `opaque="o\\""${stale}`,
    )(exchange)
  }
}

describe('a login', () => {
  it('by Basic answers a refusal once, and comes unasked afterwards', async () => {
    const server = await serve({ '/x': basic(login) })
    const source = newSource()
    const first = await getAll(source, request(server.url('/x'), { login }))
    expect(first.bytes.equals(file.read(0, file.lengthBytes))).toBe(true)
    expect(server.requests.map(({ status }) => status)).toEqual([401, 200])
    await getAll(source, request(server.url('/x'), { login }))
    expect(server.requests.map(({ status }) => status)).toEqual([401, 200, 200])
  })

  it('is taken out of the link, and not told', async () => {
    const server = await serve({ '/x': basic(login) })
    const link = server.url('/x').replace('://', '://J%C3%A4ne:a%3Ab%20c@')
    const { answer } = await getAll(newSource(), request(link))
    expect(answer).toMatchObject({ status: 200, url: server.url('/x') })
  })

  it.each(['MD5', 'SHA-256'] as const)(
    'by Digest with %s uses its nonce again',
    async (algorithm) => {
      const server = await serve({ '/x': digest(login, { algorithm }) })
      const source = newSource()
      for (const status of [200, 200, 200]) {
        const { answer } = await getAll(source, request(server.url('/x?a=b c'), { login }))
        expect(answer.status).toBe(status)
      }
      expect(server.requests.map(({ status }) => status)).toEqual([401, 200, 200, 200])
    },
  )

  it('by Digest takes a new nonce when the old is stale', async () => {
    const server = await serve({ '/x': digest(login, { algorithm: 'SHA-256', uses: 2 }) })
    const source = newSource()
    for (let times = 0; times < 5; times += 1) {
      const { answer } = await getAll(source, request(server.url('/x'), { login }))
      expect(answer.status).toBe(200)
    }
    expect(server.requests.map(({ status }) => status)).toEqual([
      401, 200, 200, 401, 200, 200, 401, 200,
    ])
  })

  it('by Digest takes the next nonce that an answer names', async () => {
    const server = await serve({ '/x': digest(login, { algorithm: 'MD5', nextNonce: true }) })
    const source = newSource()
    for (let times = 0; times < 3; times += 1) {
      await getAll(source, request(server.url('/x'), { login }))
    }
    expect(server.requests.map(({ status }) => status)).toEqual([401, 200, 200, 200])
  })

  it('by Digest works on several connections at a time', async () => {
    const server = await serve({ '/x': digest(login, { algorithm: 'SHA-256' }) })
    const source = newSource()
    const wanted = request(server.url('/x'), { login })
    const answers = await run(
      taskGroup(function* (group) {
        const tasks = Array.from({ length: 8 }, () => group.spawn(fetchAll(source, wanted)))
        const all = []
        for (const task of tasks) all.push((yield* task).answer.status)
        return all
      }),
    )
    expect(answers).toEqual(Array(8).fill(200))
  })

  it('takes the strongest way that is offered', async () => {
    const server = await serve({
      '/x': refusal('Negotiate, Basic realm=b, Digest realm=d, nonce=n, algorithm=SHA-256'),
    })
    await getAll(newSource(), request(server.url('/x'), { login }))
    expect(server.requests[1]?.headers.authorization).toMatch(/^Digest .*algorithm=SHA-256/u)
  })

  it.each([
    ['Basic', basic(login)],
    ['Digest', digest(login, { algorithm: 'MD5' })],
  ])('by %s that is wrong ends in the refusal', async (_, handler) => {
    const server = await serve({ '/x': handler })
    const source = newSource()
    const wrong = { user: 'Jäne', password: 'wrong' }
    for (let times = 0; times < 2; times += 1) {
      const { answer, bytes } = await getAll(source, request(server.url('/x'), { login: wrong }))
      expect(answer.status).toBe(401)
      expect(bytes.toString()).toBe('who are you?')
    }
    expect(server.requests.length).toBeLessThanOrEqual(4)
  })

  it('replaces one of the headers that was refused', async () => {
    const server = await serve({ '/x': basic(login) })
    const headers = { Authorization: 'Bearer old' }
    const { answer } = await getAll(newSource(), request(server.url('/x'), { login, headers }))
    expect(answer.status).toBe(200)
    expect(server.requests[0]?.headers.authorization).toBe('Bearer old')
  })

  it('is not given to anybody who asks', async () => {
    const other = await serve({ '/y': refusal('Basic realm="give me"') })
    const server = await serve({ '/x': redirects(other.url('/y')) })
    const { answer } = await getAll(newSource(), request(server.url('/x'), { login }))
    expect(answer.status).toBe(401)
    expect(other.requests).toHaveLength(1)
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it('stays behind when a host that knows it sends on to another', async () => {
    const other = await serve({ '/y': goodServer(file) })
    const [onwards, ask] = [redirects(other.url('/y')), refusal('Basic realm=x')]
    const server = await serve((exchange) =>
      (exchange.request.headers.authorization === undefined ? ask : onwards)(exchange),
    )
    const { answer } = await getAll(newSource(), request(server.url('/x'), { login }))
    expect(answer.status).toBe(200)
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each(['', 'Negotiate', 'NTLM', 'Digest realm=x'])(
    'does not answer what it cannot: "%s"',
    async (challenge) => {
      const server = await serve({ '/x': refusal(challenge) })
      const { answer } = await getAll(newSource(), request(server.url('/x'), { login }))
      expect(answer.status).toBe(401)
      expect(server.requests).toHaveLength(1)
    },
  )
})
