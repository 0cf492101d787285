import { randomBytes } from 'node:crypto'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { run } from '../../../src/main/kernel'
import type { Handler } from '../../servers'
import { serve } from '../../servers/serve'
import { failureOf, getAll, request } from './get-all'

const MIB = 1024 * 1024
const source = new GotSource('Rill/test')
const content = Buffer.concat([randomBytes(MIB), Buffer.alloc(2 * MIB, 'rill '), randomBytes(9)])

const brotli = (bytes: Uint8Array): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })

function sends(body: Uint8Array, headers: Record<string, string>, status = 200): Handler {
  return ({ response }) => void response.writeHead(status, headers).end(body)
}

describe('a body that came encoded although nobody asked', () => {
  it.each([
    ['gzip', gzipSync(content)],
    ['br', brotli(content)],
    ['deflate', deflateSync(content)],
    ['deflate', deflateRawSync(content)],
    ['deflate, gzip', gzipSync(deflateSync(content))],
    ['gzip', Buffer.concat([gzipSync(content.subarray(0, 99)), gzipSync(content.subarray(99))])],
  ])('in %s is decoded', async (encoding, body) => {
    const server = await serve({ '/x': sends(body, { 'content-encoding': encoding }) })
    const { answer, bytes } = await getAll(source, request(server.url('/x')))
    expect(answer).toMatchObject({ contentEncoding: null, contentLengthBytes: null })
    expect(bytes.equals(content)).toBe(true)
  })

  it('in gzip under a name that says so is the file', async () => {
    const body = gzipSync(content)
    const headers = { 'content-encoding': 'gzip', 'content-length': String(body.length) }
    const server = await serve({ '/x.gz': sends(body, headers) })
    const { answer, bytes } = await getAll(source, request(server.url('/x.gz')))
    expect(answer).toMatchObject({ contentEncoding: null, contentLengthBytes: body.length })
    expect(bytes.equals(body)).toBe(true)
  })

  it('and is a part comes as it is, with its encoding named', async () => {
    const body = gzipSync(content)
    const headers = { 'content-encoding': 'gzip', 'content-range': `bytes 0-9/${body.length}` }
    const server = await serve({ '/x': sends(body.subarray(0, 10), headers, 206) })
    const range = { start: 0, end: 10 }
    const { answer, bytes } = await getAll(source, request(server.url('/x'), {}, { range }))
    expect(answer.contentEncoding).toBe('gzip')
    expect(bytes.equals(body.subarray(0, 10))).toBe(true)
  })

  it.each([
    ['gzip', gzipSync(content)],
    ['br', brotli(content)],
    ['deflate', deflateSync(content)],
    ['deflate', deflateRawSync(content)],
  ])('in %s and ends too early is short-body', async (encoding, body) => {
    for (const lengthBytes of [0, 1, body.length - 1]) {
      const cut = body.subarray(0, lengthBytes)
      const server = await serve({
        '/x': ({ response }) => {
          response.writeHead(200, { 'content-encoding': encoding }).flushHeaders()
          response.end(cut)
        },
      })
      expect(await failureOf(source, request(server.url('/x')))).toMatchObject({
        code: 'short-body',
        facts: { host: server.host, detail: 'Z_BUF_ERROR' },
      })
    }
  })

  it('and whose connection breaks is connection-lost', async () => {
    const body = gzipSync(content)
    const server = await serve({
      '/x': ({ response }) => {
        response.writeHead(200, { 'content-encoding': 'gzip' })
        response.write(body.subarray(0, MIB / 2), () => response.socket?.end())
      },
    })
    expect((await failureOf(source, request(server.url('/x')))).code).toBe('connection-lost')
  })

  it('and is shorter than was said is short-body', async () => {
    const body = gzipSync(content)
    const server = await serve({
      '/x': ({ response }) => {
        const headers = { 'content-encoding': 'gzip', 'content-length': String(body.length) }
        response.writeHead(200, headers)
        response.write(body.subarray(0, MIB / 2), () => response.socket?.end())
      },
    })
    expect((await failureOf(source, request(server.url('/x')))).code).toBe('short-body')
  })

  it.each(['gzip', 'br', 'deflate'])('in %s and is not is encoded-answer', async (encoding) => {
    const server = await serve({
      '/x': sends(Buffer.from('plain words that nobody has packed'), {
        'content-encoding': encoding,
      }),
    })
    expect((await failureOf(source, request(server.url('/x')))).code).toBe('encoded-answer')
  })

  it('makes the server stop while nobody reads', async () => {
    const body = gzipSync(randomBytes(32 * MIB), { level: 0 })
    let sent = 0
    const server = await serve({
      '/x': async ({ response, closed }) => {
        response.writeHead(200, { 'content-encoding': 'gzip' })
        for (let at = 0; at < body.length && !closed.aborted; at += MIB) {
          sent = at
          const isFull = !response.write(body.subarray(at, at + MIB))
          if (isFull) await new Promise((resolve) => response.once('drain', resolve))
        }
        response.end()
      },
      '/other': sends(body, {}),
    })
    await run(
      (function* () {
        const answer = yield* source.get(request(server.url('/x')))
        const other = yield* source.get(request(server.url('/other')))
        while ((yield* other.read()) !== null);
        other.close()
        expect(sent).toBeLessThan(24 * MIB)
        answer.close()
      })(),
    )
    expect(await server.waitForRequest(({ path, over }) => path === '/x' && over)).toMatchObject({
      closedEarly: true,
    })
  })
})
