import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { GotSource } from '../../src/main/io/http/got-source'
import { run, until } from '../../src/main/kernel'
import { describeSource, type Server, type Stand, type StandUp } from '../contracts/source'
import {
  chunkedUnknownLength,
  type FileBody,
  fileBody,
  goodServer,
  type Handler,
  neverAnswers,
  redirects,
  resetsAtOnce,
  shortBody,
  startServer,
  statusOnly,
  webPage,
} from '../servers'
import { serve } from '../servers/serve'
import { fetchAll, getAll, readAll, request } from './http/get-all'
import { listen } from './http/http-proxy'

const MIB = 1024 * 1024
const file = fileBody(31, 3 * MIB + 17)
const big = fileBody(33, 96 * MIB)
/** What takes a while. */
const other = fileBody(34, 32 * MIB)
const source = new GotSource('Rill/test')

const cut = { afterBytes: MIB, how: 'close' } as const

const HANDLERS: Readonly<Record<Exclude<Server, 'held' | 'refuses' | 'unknown-name'>, Handler>> = {
  good: goodServer(file),
  big: goodServer(big),
  chunks: chunkedUnknownLength(file),
  missing: statusOnly(404),
  busy: statusOnly(503, { 'retry-after': '2' }),
  page: webPage('Please log in'),
  redirects: redirects('/file'),
  cut: shortBody(file, { afterBytes: MIB, times: Number.POSITIVE_INFINITY }),
  'cut-chunks': chunkedUnknownLength(file, { cut }),
  'resets-at-once': resetsAtOnce(),
  silent: neverAnswers(),
}

const standUp: StandUp = async (server, body) => run(body(await standOf(server)))

async function standOf(server: Server): Promise<Stand> {
  switch (server) {
    case 'held':
      return { ...withoutServer, ...(await held()) }
    case 'unknown-name':
      return { ...withoutServer, url: 'http://rill-test.invalid/x' }
    case 'refuses':
      return { ...withoutServer, url: await closedPort() }
    default:
      return servedBy(HANDLERS[server], server === 'big' ? big : file)
  }
}

async function servedBy(handler: Handler, body: FileBody): Promise<Stand> {
  const server = await serve({
    '/x': handler,
    '/file': goodServer(file),
    '/other': goodServer(other),
  })
  return {
    ...withoutServer,
    url: server.url('/x'),
    file: body.read(0, body.lengthBytes),
    *asked() {
      yield* until(() => server.waitForRequest(() => true))
    },
    *hasLeft() {
      const { closedEarly } = yield* until(() => server.waitForRequest(({ over }) => over))
      return closedEarly
    },
    *aWhile() {
      yield* fetchAll(source, request(server.url('/other')))
    },
    sentBytes: () => server.bytesSent('/x'),
  }
}

const needsServer = (): never => {
  throw new Error('nothing of the kind is served')
}

const withoutServer: Stand = {
  source,
  url: '',
  file: Buffer.alloc(0),
  asked: needsServer,
  hasLeft: needsServer,
  reset: needsServer,
  aWhile: needsServer,
  sentBytes: needsServer,
}

/** A server that sends a little, and resets the connection on command. */
async function held(): Promise<Pick<Stand, 'url' | 'reset'>> {
  const sockets: Socket[] = []
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.push(socket)
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // Closed with the request unread, a connection ends by RST; `resetAndDestroy` sends a FIN first.
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`,
    reset: () => sockets[0]?.destroy(),
  }
}

/** Says what it has in one go, and resets the connection, at once or after it has ended it. */
function resets(when: 'at once' | 'after the end'): Handler {
  const answer = 'HTTP/1.0 200 OK\r\n\r\nsome'
  return ({ response: { socket } }) => {
    if (when === 'after the end') socket?.end(answer, () => socket.resetAndDestroy())
    else socket?.write(answer, () => socket.resetAndDestroy())
  }
}

async function closedPort(): Promise<string> {
  const server = await startServer({})
  await server.close()
  return server.url('/x')
}

describeSource('GotSource', standUp)

describe('GotSource', () => {
  it('asks for plain bytes in the words of HTTP', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const url = server.url('/x')
    const range = { start: 5, end: 10 }
    await run(fetchAll(source, request(url, {}, { range, ifRange: '"v1"' })))
    await run(fetchAll(source, request(url, {}, { range: { start: 5, end: null } })))
    await run(fetchAll(source, request(url, {}, { ifRange: '"v1"' })))
    const [first, second, third] = server.requests.map(({ headers }) => headers)
    expect(first).toMatchObject({
      range: 'bytes=5-9',
      'if-range': '"v1"',
      'accept-encoding': 'identity',
      'user-agent': 'Rill/test',
    })
    expect(second).toMatchObject({ range: 'bytes=5-' })
    expect(second).not.toHaveProperty('if-range')
    expect(third).not.toHaveProperty('range')
    expect(third).not.toHaveProperty('if-range')
  })

  it('hears a long header', async () => {
    const server = await serve({
      '/x': ({ response }) => {
        response.writeHead(200, { 'x-long': 'x'.repeat(100_000), etag: '"v1"' }).end()
      },
    })
    const { answer } = await run(fetchAll(source, request(server.url('/x'))))
    expect(answer.validator.etag).toBe('"v1"')
  })

  it('asks once where it is refused', async () => {
    const server = await serve({})
    await run(fetchAll(source, request(server.url('/none'))))
    expect(server.requests).toHaveLength(1)
  })

  it('hears of a reset that comes with the last bytes', async () => {
    const server = await serve(resets('at once'))
    await expect(getAll(source, request(server.url('/x')))).rejects.toMatchObject({
      code: 'connection-lost',
    })
  })

  it('takes a body for whole that had ended before a reset', async () => {
    const server = await serve(resets('after the end'))
    const { bytes } = await getAll(source, request(server.url('/x')))
    expect(bytes.toString()).toBe('some')
  })

  it('lets a connection go at the end of a body, though the server would keep it', async () => {
    const server = createHttpServer((_, response) => response.end('all'))
    const { host, hasOpen } = await listen(server)
    const answer = await run(source.get(request(`http://${host}/x`)))
    await hasOpen(1)
    expect((await run(readAll(answer))).toString()).toBe('all')
    await hasOpen(0)
  })
})
