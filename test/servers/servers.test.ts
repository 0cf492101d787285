import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  changesFile,
  connectionLimit,
  failsThenRecovers,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  ignoresRange,
  noRangeServer,
  resetsMidway,
  retryAfter,
  selfSignedTls,
  shiftedContentRange,
  shortBody,
  startServer,
  type TestServer,
} from './index'

const file = fileBody(1, 300_001)
const servers: TestServer[] = []

async function serve(handler: Handler, options = {}): Promise<TestServer> {
  const server = await startServer({ '/file': handler }, options)
  servers.push(server)
  return server
}

async function get(server: TestServer, headers: Record<string, string> = {}) {
  const response = await fetch(server.url('/file'), { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, bytes }
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

describe('fileBody', () => {
  it('returns the same bytes for every range', () => {
    const whole = file.read(0, file.lengthBytes)
    expect(file.read(65_000, 140_000).equals(whole.subarray(65_000, 140_000))).toBe(true)
    expect(file.sha256()).toBe(createHash('sha256').update(whole).digest('hex'))
  })

  it('returns other bytes for another seed or position', () => {
    expect(fileBody(2, 100).read(0, 100).equals(file.read(0, 100))).toBe(false)
    expect(file.read(65_536, 65_636).equals(file.read(0, 100))).toBe(false)
  })
})

describe('goodServer', () => {
  it('answers a range with its bytes and records them', async () => {
    const server = await serve(goodServer(file))
    const { response, bytes } = await get(server, { range: 'bytes=70000-70099' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 70000-70099/300001')
    expect(bytes.equals(file.read(70_000, 70_100))).toBe(true)
    const record = await server.waitForRequest((one) => one.over)
    expect(record).toMatchObject({
      order: 0,
      method: 'GET',
      path: '/file',
      range: { start: 70_000, end: 70_100 },
      status: 206,
      bytesSent: 100,
      closedEarly: false,
    })
  })

  it('sends the whole file when If-Range names another version', async () => {
    const server = await serve(goodServer(file, { etag: '"new"' }))
    const { response } = await get(server, { range: 'bytes=5-', 'if-range': '"old"' })
    expect(response.status).toBe(200)
  })

  it('refuses a range beyond the end', async () => {
    const server = await serve(goodServer(file))
    const { response } = await get(server, { range: 'bytes=300001-' })
    expect(response.status).toBe(416)
  })
})

describe('bad behaviours', () => {
  it('send the whole file to a ranged request', async () => {
    for (const handler of [noRangeServer(file), ignoresRange(file)]) {
      const server = await serve(handler)
      const { response, bytes } = await get(server, { range: 'bytes=10-19' })
      expect(response.status).toBe(200)
      expect(bytes).toHaveLength(file.lengthBytes)
    }
  })

  it('break off once and then deliver', async () => {
    for (const breaks of [shortBody, resetsMidway]) {
      const server = await serve(breaks(file, { afterBytes: 1000 }))
      await expect(get(server)).rejects.toThrow()
      expect(server.requests[0]).toMatchObject({ bytesSent: 1000 })
      expect((await get(server)).bytes.equals(file.read(0, file.lengthBytes))).toBe(true)
    }
  })

  it('fail until they recover', async () => {
    const handler = failsThenRecovers({ status: 404 }, goodServer(file))
    const server = await serve(handler)
    expect((await get(server)).response.status).toBe(404)
    handler.recover()
    expect((await get(server)).response.status).toBe(200)
  })

  it('send Retry-After in seconds or as a date', async () => {
    const date = new Date('2027-01-01T00:00:00Z')
    for (const [when, header] of [
      [3, '3'],
      [date, 'Fri, 01 Jan 2027 00:00:00 GMT'],
    ] as const) {
      const server = await serve(retryAfter(when, { status: 429 }, goodServer(file)))
      const { response } = await get(server)
      expect(response.status).toBe(429)
      expect(response.headers.get('retry-after')).toBe(header)
      expect((await get(server)).response.status).toBe(200)
    }
  })

  it('refuse connections beyond their limit', async () => {
    const gate = new Gate(10)
    const server = await serve(connectionLimit(1, goodServer(file, { gate })))
    const first = get(server)
    await gate.held()
    expect((await get(server)).response.status).toBe(503)
    gate.open()
    expect((await first).response.status).toBe(200)
  })

  it('change their file on command', async () => {
    const handler = changesFile(file, fileBody(2, 500))
    const server = await serve(handler)
    const before = await get(server)
    handler.change()
    const after = await get(server)
    expect(after.bytes).toHaveLength(500)
    expect(after.response.headers.get('etag')).not.toBe(before.response.headers.get('etag'))
  })

  it('send another range than requested', async () => {
    const server = await serve(shiftedContentRange(file, 7))
    const { response } = await get(server, { range: 'bytes=0-99' })
    expect(response.headers.get('content-range')).toBe('bytes 7-106/300001')
  })

  it('present a self-signed certificate', async () => {
    const server = await serve(goodServer(file), { tls: selfSignedTls() })
    await expect(get(server)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
  })
})

describe('Gate', () => {
  it('holds all responses at its byte, and releases closed ones', async () => {
    const gate = new Gate(100_000)
    const server = await serve(goodServer(file, { gate }))
    const leaving = new AbortController()
    const left = fetch(server.url('/file'), { signal: leaving.signal }).then((response) =>
      response.arrayBuffer(),
    )
    await gate.held()
    expect(server.bytesSent('/file')).toBe(100_000)
    leaving.abort()
    await expect(left).rejects.toThrow()
    expect(await server.waitForRequest((one) => one.over)).toMatchObject({ closedEarly: true })
    gate.open()
    expect((await get(server)).bytes).toHaveLength(file.lengthBytes)
  })
})
