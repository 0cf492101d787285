import { describe, expect, it } from 'vitest'
import type { DownloadOptions } from '../../src/shared/download-options'
import {
  fileBody,
  forbidden,
  Gate,
  goodServer,
  type Handler,
  LOGIN,
  needsBasicLogin,
} from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(201, 12 * MIB + 3)

/** Serves the file until the link expires, then answers 403. */
function expires(handler: Handler): Handler & { expire(): void } {
  let expired = false
  const refuse = forbidden()
  return Object.assign<Handler, { expire(): void }>(
    (exchange) => (expired ? refuse(exchange) : handler(exchange)),
    {
      expire() {
        expired = true
      },
    },
  )
}

/** Starts a download, lets the gate's bytes arrive, and stops the engine. */
async function begun(
  url: string,
  gate: Gate,
  options: Partial<DownloadOptions> = {},
): Promise<{ before: SimulatedEngine; id: number }> {
  const before = await startEngine({ settings: { connectionsPerDownload: 3 } })
  const { id } = before.add(url, { options })
  await gate.held()
  await before.until(id, (view) => view.doneBytes >= gate.sentBytes / 2)
  before.engine.control.pause([id])
  await before.stop()
  return { before, id }
}

/** A download that has some MiB when its link expires. */
async function expiredDownload(options: Partial<DownloadOptions> = {}) {
  const gate = new Gate(6 * MIB)
  const link = expires(goodServer(file, { gate }))
  const server = await serve({
    '/old': link,
    '/new': goodServer(file),
    '/mirror': goodServer(file, { etag: '"made-by-another-server"', lastModified: null }),
    '/other': goodServer(fileBody(202, file.lengthBytes)),
    '/longer': goodServer(fileBody(201, file.lengthBytes + 1)),
    '/gone': forbidden(),
    '/locked': needsBasicLogin(goodServer(file)),
  })
  const { before, id } = await begun(server.url('/old'), gate, options)
  link.expire()
  const rill = await startEngine({ after: before })
  rill.engine.control.resume([id])
  const view = await rill.ended(id)
  return { rill, server, id, view }
}

describe('an expired link', () => {
  it('leaves the download without a link but with its bytes', async () => {
    const { rill, view } = await expiredDownload()
    expect(view).toMatchObject({
      state: 'needs-link',
      error: { code: 'link-expired', facts: { status: 403 } },
    })
    expect(view.doneBytes).toBeGreaterThanOrEqual(3 * MIB)
    expect(await rill.names()).toEqual(['old.part'])
  })

  it.each(['/new', '/mirror'])(
    'can be replaced by %s, which leads to the same file',
    async (path) => {
      const { rill, server, id } = await expiredDownload()
      rill.engine.links.replace(id, server.url(path))
      expect(await rill.ended(id)).toMatchObject({ state: 'completed', url: server.url(path) })
      expect(await rill.sha256('old')).toBe(file.sha256())
      const asked = server.requestsOf(path).map(({ range }) => range)
      const fromTheStart = asked.filter((range) => range?.start === 0)
      expect(fromTheStart).toEqual([{ start: 0, end: 64 * 1024 }])
    },
  )

  it.each([
    ['/other', 'other-file'],
    ['/longer', 'other-file'],
    ['/gone', 'link-expired'],
  ])('is kept, with the bytes, when %s is offered', async (path, code) => {
    const { rill, server, id, view } = await expiredDownload()
    rill.engine.links.replace(id, server.url(path))
    await rill.until(id, ({ error }) => error?.code === code)
    expect(rill.engine.queries.get(id)).toMatchObject({
      state: 'needs-link',
      url: server.url('/old'),
      doneBytes: view.doneBytes,
    })
    rill.engine.links.replace(id, server.url('/new'))
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('old')).toBe(file.sha256())
  })

  it('keeps the bytes across a restart', async () => {
    const before = await expiredDownload()
    await before.rill.stop()
    const rill = await startEngine({ after: before.rill })
    expect(rill.engine.queries.get(before.id)).toMatchObject({ state: 'needs-link' })
    rill.engine.links.replace(before.id, before.server.url('/new'))
    expect(await rill.ended(before.id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('old')).toBe(file.sha256())
  })
})

describe('headers and logins of a link', () => {
  const options = {
    headers: { 'X-Key': 'sesame' },
    cookie: 'id=7',
    login: LOGIN,
    referer: 'https://shop.example/mine',
  }
  const meant = ['x-key', 'cookie', 'authorization', 'referer']

  it('are sent again to the same server', async () => {
    const { rill, server, id } = await expiredDownload(options)
    rill.engine.links.replace(id, server.url('/locked'))
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    const { headers } = server.requestsOf('/locked').at(-1) ?? {}
    expect(meant.filter((name) => headers?.[name] === undefined)).toEqual([])
  })

  it('are not sent to another server', async () => {
    const { rill, id } = await expiredDownload(options)
    const other = await serve({
      '/locked': needsBasicLogin(goodServer(file)),
      '/new': goodServer(file),
    })
    rill.engine.links.replace(id, other.url('/locked'))
    await rill.until(id, ({ error }) => error?.facts.status === 401)
    rill.engine.links.replace(id, other.url('/new'))
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', url: other.url('/new') })
    for (const { headers } of other.requests) {
      expect(meant.filter((name) => headers[name] !== undefined)).toEqual([])
    }
  })
})

describe('a download without bytes', () => {
  it('accepts any link', async () => {
    const server = await serve({ '/no': forbidden(), '/yes': goodServer(file) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/no'))
    expect(await rill.ended(id)).toMatchObject({
      state: 'needs-link',
      error: { code: 'forbidden' },
    })
    rill.engine.links.replace(id, server.url('/yes'))
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', name: 'yes' })
  })
})

describe('a file that changes during a pause', () => {
  const after = fileBody(203, file.lengthBytes)
  const date = new Date('2026-03-04T05:06:07Z')

  it.each([
    ['with strong ETags', {}],
    ['with weak ETags and the same date', { etag: 'W/"weak"', lastModified: date }],
    ['with the same date alone', { etag: null, lastModified: date }],
    ['without any validator', { etag: null, lastModified: null }],
  ])('is never mixed with the old bytes: %s', async (_, options) => {
    const gate = new Gate(9 * MIB)
    let changed = false
    const server = await serve({
      '/x': (exchange) =>
        changed
          ? goodServer(after, options)(exchange)
          : goodServer(file, { ...options, gate })(exchange),
    })
    const { before, id } = await begun(server.url('/x'), gate)
    changed = true
    const rill = await startEngine({ after: before, policy: { restartBelowBytes: 0 } })
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({
      state: 'failed',
      error: { code: 'file-changed' },
    })
    expect(await rill.names()).toEqual(['x.part'])
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(after.sha256())
  })
})

describe('CDN nodes', () => {
  it('with their own ETags do not break a download', async () => {
    const gate = new Gate(7 * MIB)
    let answers = 0
    const nodes: Handler = (exchange) => {
      answers += 1
      return goodServer(file, { gate, etag: `"node-${answers}"` })(exchange)
    }
    const server = await serve({ '/x': nodes })
    const { before, id } = await begun(server.url('/x'), gate)
    gate.open()
    const rill = await startEngine({ after: before })
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('with different files do not mix them', async () => {
    const other = fileBody(204, file.lengthBytes)
    let answers = 0
    const nodes: Handler = (exchange) => {
      answers += 1
      const body = answers % 2 === 1 ? file : other
      return goodServer(body, { etag: `"node-${answers % 2}"` })(exchange)
    }
    const server = await serve({ '/x': nodes })
    const rill = await startEngine({ settings: { connectionsPerDownload: 4 } })
    const view = await rill.get(server.url('/x'))
    if (view.state === 'completed') {
      expect([file.sha256(), other.sha256()]).toContain(await rill.sha256('x'))
    } else {
      expect(await rill.names()).toEqual(['x.part'])
    }
  })
})
