import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { failureOf, getAll, request } from './get-all'
import { listen } from './http-proxy'

const BODY = '0123456789'
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`

type Answer = (socket: Socket, request: { onConnection: number; connection: number }) => void

/** Answers each request; `connections` are those it has had. */
async function serveRaw(answer: Answer): Promise<{ url: string; connections: Socket[] }> {
  const connections: Socket[] = []
  const server: Server = createServer((socket) => {
    const connection = connections.push(socket)
    let onConnection = 0
    socket.on('error', () => undefined)
    socket.on('data', () => {
      onConnection += 1
      answer(socket, { onConnection, connection })
    })
  })
  onTestFinished(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { url: `http://${(await listen(server)).host}/x`, connections }
}

const textOf = async (source: GotSource, url: string): Promise<string> =>
  (await getAll(source, request(url))).bytes.toString()

describe('a connection whose answer was read to its end', () => {
  it('serves the next request', async () => {
    const source = new GotSource('Rill/test')
    const { url, connections } = await serveRaw((socket) => socket.write(ANSWER))
    for (let count = 0; count < 20; count += 1) expect(await textOf(source, url)).toBe(BODY)
    expect(connections).toHaveLength(1)
  })

  it('and that the server closes under the next request is replaced by another', async () => {
    const source = new GotSource('Rill/test')
    const { url, connections } = await serveRaw((socket, { onConnection }) => {
      if (onConnection === 1) socket.write(ANSWER)
      else socket.resetAndDestroy()
    })
    expect(await textOf(source, url)).toBe(BODY)
    expect(await textOf(source, url)).toBe(BODY)
    expect(connections).toHaveLength(2)
  })

  it('is closed when the server speaks unasked', async () => {
    const source = new GotSource('Rill/test')
    const wrong = ANSWER.replace(BODY, BODY.toUpperCase())
    const { url, connections } = await serveRaw((socket) => socket.write(ANSWER))
    expect(await textOf(source, url)).toBe(BODY)
    const [first] = connections
    first?.write(wrong)
    if (first !== undefined) await once(first, 'close')
    expect(await textOf(source, url)).toBe(BODY)
    expect(connections).toHaveLength(2)
  })
})

it('a new connection that is closed under its request is not asked again', async () => {
  const source = new GotSource('Rill/test')
  const { url, connections } = await serveRaw((socket) => socket.resetAndDestroy())
  expect(await failureOf(source, request(url))).toMatchObject({ code: 'connection-lost' })
  expect(connections).toHaveLength(1)
})
