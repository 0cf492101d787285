import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DownloadError } from '../../src/main/engine/download-error'
import type { GetRequest } from '../../src/main/engine/ports'
import { GotSource } from '../../src/main/io/http/got-source'
import { CancelledError, run, TimeoutError, taskGroup, timeout } from '../../src/main/kernel'
import { serve } from '../engine/serve'
import {
  chunkedUnknownLength,
  fileBody,
  goodServer,
  neverAnswers,
  shortBody,
  startServer,
} from '../servers'
import { failureOf as failureOfGetting, fetchAll, readAll, request } from './http/get-all'
import { listen } from './http/http-proxy'

const MIB = 1024 * 1024
const file = fileBody(31, 3 * MIB + 17)
const source = new GotSource('Rill/test')

const getAll = (wanted: GetRequest) => fetchAll(source, wanted)
const failureOf = (url: string): Promise<DownloadError> => failureOfGetting(source, request(url))

/** A server that answers, and resets the connection on command. */
async function resettable(): Promise<{ url: string; host: string; reset: () => void }> {
  const sockets: Socket[] = []
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.push(socket)
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  // Closed with the request unread, a connection ends by RST; `resetAndDestroy` sends a FIN first.
  return { url: `http://${host}/x`, host, reset: () => sockets[0]?.destroy() }
}

describe('GotSource', () => {
  it('brings the bytes of a range and what the header says', async () => {
    const server = await serve({ '/x': goodServer(file, { etag: '"v1"' }) })
    const range = { start: 100_000, end: 2_000_000 }
    const { answer, bytes } = await run(getAll(request(server.url('/x'), {}, { range })))
    expect(answer).toMatchObject({
      status: 206,
      url: server.url('/x'),
      contentRange: { ...range, lengthBytes: file.lengthBytes },
      validator: { etag: '"v1"' },
    })
    expect(bytes.equals(file.read(100_000, 2_000_000))).toBe(true)
  })

  it('asks for plain bytes in the words of HTTP', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const url = server.url('/x')
    const range = { start: 5, end: 10 }
    await run(getAll(request(url, {}, { range, ifRange: '"v1"' })))
    await run(getAll(request(url, {}, { range: { start: 5, end: null } })))
    await run(getAll(request(url, {}, { ifRange: '"v1"' })))
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

  it('brings a body of unknown length to its end', async () => {
    const server = await serve({ '/x': chunkedUnknownLength(file) })
    const { answer, bytes } = await run(getAll(request(server.url('/x'))))
    expect(answer.contentLengthBytes).toBeNull()
    expect(bytes.equals(file.read(0, file.lengthBytes))).toBe(true)
  })

  it('hears a long header', async () => {
    const server = await serve({
      '/x': ({ response }) => {
        response.writeHead(200, { 'x-long': 'x'.repeat(100_000), etag: '"v1"' }).end()
      },
    })
    const { answer } = await run(getAll(request(server.url('/x'))))
    expect(answer.validator.etag).toBe('"v1"')
  })

  it('takes a refusal for an answer', async () => {
    const server = await serve({})
    const { answer } = await run(getAll(request(server.url('/none'))))
    expect(answer.status).toBe(404)
    expect(server.requests).toHaveLength(1)
  })
})

describe('a connection that fails', () => {
  it('in the middle by a reset is connection-lost', async () => {
    const { url, host, reset } = await resettable()
    const outcome = run(
      (function* () {
        const answer = yield* source.get(request(url))
        yield* answer.read()
        reset()
        return yield* readAll(answer)
      })(),
    )
    await expect(outcome).rejects.toMatchObject({
      code: 'connection-lost',
      facts: { host, detail: 'ECONNRESET' },
    })
  })

  it('in the middle of a body of unknown length is connection-lost', async () => {
    const server = await serve({
      '/x': ({ response }) => {
        response.write('some', () => response.socket?.end())
      },
    })
    expect((await failureOf(server.url('/x'))).code).toBe('connection-lost')
  })

  it('by an orderly end before the announced length is short-body', async () => {
    const server = await serve({ '/x': shortBody(file, { afterBytes: MIB }) })
    expect((await failureOf(server.url('/x'))).code).toBe('short-body')
  })

  it('before the header is connection-lost', async () => {
    const server = await serve({ '/x': ({ response }) => void response.socket?.destroy() })
    expect((await failureOf(server.url('/x'))).code).toBe('connection-lost')
  })

  it('by a refusal is connection-refused', async () => {
    const server = await startServer({})
    const url = server.url('/x')
    await server.close()
    expect((await failureOf(url)).code).toBe('connection-refused')
  })

  it('by a name that does not exist is host-not-found', async () => {
    expect(await failureOf('http://rill-test.invalid/x')).toMatchObject({
      code: 'host-not-found',
      facts: { host: 'rill-test.invalid' },
    })
  })
})

describe('letting a connection go', () => {
  it('happens when the waiting for the header is cancelled', async () => {
    const server = await serve({ '/x': neverAnswers() })
    const outcome = await run(
      taskGroup(function* (group) {
        const task = group.spawn(source.get(request(server.url('/x'))))
        void server.waitForRequest(() => true).then(() => task.cancel())
        try {
          return yield* task
        } catch (error) {
          return error
        }
      }),
    )
    expect(outcome).toBeInstanceOf(CancelledError)
    expect(await server.waitForRequest(({ over }) => over)).toMatchObject({ closedEarly: true })
  })

  it('happens when the header takes longer than a timeout', async () => {
    const server = await serve({ '/x': neverAnswers() })
    const outcome = run(timeout(50, () => source.get(request(server.url('/x')))))
    await expect(outcome).rejects.toBeInstanceOf(TimeoutError)
    expect(await server.waitForRequest(({ over }) => over)).toMatchObject({ closedEarly: true })
  })

  it('happens at the end of a body, though the server would keep it', async () => {
    const server = createHttpServer((_, response) => response.end('all'))
    const { host, hasOpen } = await listen(server)
    const answer = await run(source.get(request(`http://${host}/x`)))
    await hasOpen(1)
    expect((await run(readAll(answer))).toString()).toBe('all')
    await hasOpen(0)
  })

  it('happens on close, in the middle of the body, and twice does no harm', async () => {
    const server = await serve({ '/x': goodServer(fileBody(32, 100 * MIB)) })
    await run(
      (function* () {
        const answer = yield* source.get(request(server.url('/x')))
        yield* answer.read()
        answer.close()
        answer.close()
      })(),
    )
    expect(await server.waitForRequest(({ over }) => over)).toMatchObject({ closedEarly: true })
  })
})

describe('a reader that does not read', () => {
  it('makes the server stop, and gets everything once it reads', async () => {
    const big = fileBody(33, 96 * MIB)
    const server = await serve({
      '/big': goodServer(big),
      '/other': goodServer(fileBody(34, 32 * MIB)),
    })
    await run(
      (function* () {
        const answer = yield* source.get(request(server.url('/big')))
        yield* getAll(request(server.url('/other')))
        expect(server.bytesSent('/big')).toBeLessThan(32 * MIB)
        let at = 0
        for (let some = yield* answer.read(); some !== null; some = yield* answer.read()) {
          for (const chunk of some) at += chunk.byteLength
        }
        expect(at).toBe(big.lengthBytes)
      })(),
    )
  })
})
