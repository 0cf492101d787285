import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { run } from '../../../src/main/kernel'
import {
  chunkedUnknownLength,
  encoded,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  rawAnswer,
} from '../../servers'
import { serve } from '../../servers/serve'
import { failureOf, getAll, request } from './get-all'
import { httpProxy } from './http-proxy'
import { readWatching } from './read-watching'

const MIB = 1024 * 1024
const file = fileBody(51, 3 * MIB + 17)
const whole = file.read(0, file.lengthBytes)
const source = new GotSource('Rill/test', { leastDivertedBytes: 1 })

const head = (lengthBytes: number): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${lengthBytes}\r\n\r\n`

/** Sends each piece by itself, and keeps the connection. */
function inPieces(...pieces: readonly (string | Uint8Array)[]): Handler {
  return async ({ response: { socket } }) => {
    socket?.setNoDelay()
    for (const piece of pieces) {
      await new Promise((resolve) => socket?.write(piece, 'latin1', resolve))
      // So that the other side, which is this process, sees it by itself as well.
      await turn()
      await turn()
    }
  }
}

const SOME = Buffer.from('0123456789')

describe('a body of known length', () => {
  it.each([
    ['of a whole file', null],
    ['of a part', { start: 100, end: 2 * MIB }],
  ])('%s goes into buffers', async (_, range) => {
    const server = await serve({ '/x': goodServer(file) })
    const { bytes, isDiverted } = await run(
      readWatching(source, request(server.url('/x'), {}, { range })),
    )
    expect(isDiverted).toBe(true)
    expect(bytes.equals(whole.subarray(range?.start, range?.end))).toBe(true)
  })

  it('that came with its header takes no buffer', async () => {
    const server = await serve(rawAnswer(`${head(4)}some`, 'silence'))
    const { bytes, isDiverted } = await run(readWatching(source, request(server.url('/x'))))
    expect(bytes.toString()).toBe('some')
    expect(isDiverted).toBe(false)
  })

  it.each([
    ['by the header alone', [head(10), SOME]],
    ['by a part of it and the header', [`${head(10)}012`, SOME.subarray(3)]],
    ['byte by byte', [...Buffer.from(head(10)), ...SOME].map((byte) => Uint8Array.of(byte))],
    ['with more behind it', [`${head(10)}0`, Buffer.concat([SOME.subarray(1), SOME])]],
    ['with another answer behind it', [head(10), `0123456789${head(4)}more`]],
    ['after another header', [`HTTP/1.1 103 Early Hints\r\n\r\n${head(10)}01`, SOME.subarray(2)]],
  ])('comes %s', async (_, pieces) => {
    const server = await serve(inPieces(...pieces))
    const { bytes, isDiverted } = await run(readWatching(source, request(server.url('/x'))))
    expect(bytes.toString()).toBe('0123456789')
    expect(isDiverted).toBe(true)
  })

  it('of one byte comes', async () => {
    const server = await serve(inPieces(head(1), '!'))
    expect((await getAll(source, request(server.url('/x')))).bytes.toString()).toBe('!')
  })

  it('that begins with more than the parser takes at a time comes', async () => {
    const server = await serve({
      '/x': ({ response: { socket } }) => {
        socket?.write(Buffer.concat([Buffer.from(head(whole.byteLength)), whole]))
      },
    })
    const { bytes } = await run(readWatching(source, request(server.url('/x'))))
    expect(bytes.equals(whole)).toBe(true)
  })

  it('lets its connection go at its end, though the server would keep it', async () => {
    const server = await serve(inPieces(head(10), SOME))
    const answer = await run(source.get(request(server.url('/x'))))
    await run(answer.read())
    await server.waitForRequest(({ over }) => over)
  })

  it('that ends too early is a short body', async () => {
    const server = await serve(rawAnswer(`${head(1_000_000)}some`))
    expect(await failureOf(source, request(server.url('/x')))).toMatchObject({
      code: 'short-body',
      facts: { host: server.host, expectedBytes: 1_000_000, receivedBytes: 4 },
    })
  })

  it('brings what came before its connection broke', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const answer = await run(source.get(request(server.url('/x'))))
    await server.waitForRequest(({ bytesSent }) => bytesSent === MIB)
    await server.close()
    let bytes = 0
    const reading = run(
      (function* () {
        for (let some = yield* answer.read(); some; some = yield* answer.read()) {
          for (const { byteLength } of some) bytes += byteLength
        }
      })(),
    )
    await expect(reading).rejects.toMatchObject({ family: 'retryable' })
    answer.close()
    expect(bytes).toBeGreaterThan(0)
  })
})

describe('the plain way is taken by', () => {
  it.each([
    ['a body in chunks', chunkedUnknownLength(file)],
    ['an encoded body', encoded(file, 'gzip')],
    ['an answer that is no file', ({ response }) => void response.writeHead(404).end(whole)],
  ] satisfies [string, Handler][])('%s', async (_, handler) => {
    const server = await serve({ '/x': handler })
    expect((await run(readWatching(source, request(server.url('/x'))))).isDiverted).toBe(false)
  })

  it('what comes through a proxy', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const { host } = await httpProxy()
    const wanted = request(server.url('/x'), { proxy: `http://${host}` })
    const { bytes, isDiverted } = await run(readWatching(source, wanted))
    expect(isDiverted).toBe(false)
    expect(bytes.equals(whole)).toBe(true)
  })
})
