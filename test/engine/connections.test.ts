import { describe, expect, it } from 'vitest'
import { Throttle } from '../../src/main/engine/connections/throttle'
import { GotSource } from '../../src/main/io/http/got-source'
import { run } from '../../src/main/kernel'
import {
  connectionLimit,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  resetsMidway,
  retryAfter,
  throttled,
} from '../servers'
import { serve } from './serve'
import { poolFor } from './simulated-download'
import { MemoryPart } from './simulated-source'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024

/** Answers requests as the first handler of which the test holds. */
const byOrder =
  (isOdd: (order: number) => boolean, odd: Handler, others: Handler): Handler =>
  (exchange) =>
    isOdd(exchange.record.order) ? odd(exchange) : others(exchange)

describe('a limit of speed', () => {
  it('holds with a real server, over several connections', async () => {
    const file = fileBody(81, 3 * MIB)
    const server = await serve({ '/x': goodServer(file) })
    const part = new MemoryPart(file.lengthBytes)
    const startedAtMs = performance.now()
    await run(
      (function* () {
        const pool = poolFor({
          source: new GotSource('Rill/test'),
          url: server.url('/x'),
          part,
          lengthBytes: file.lengthBytes,
          connections: 3,
          throttle: new Throttle(null, new Throttle(2 * MIB)),
          stallMs: 1_000,
          validator: { etag: null, lastModified: null },
        })
        yield* pool.run(null, null)
      })(),
    )
    const tookMs = performance.now() - startedAtMs
    expect(Buffer.compare(part.bytes, file.read(0, file.lengthBytes))).toBe(0)
    // 1.5 s. A busy machine may be slower; how exact it is shows on the virtual clock.
    expect(tookMs).toBeGreaterThan(1_300)
  })
})

describe('further connections', () => {
  const file = fileBody(82, 24 * MIB + 3)

  it('do not wait for one that falls silent', async () => {
    const small = fileBody(83, 8 * MIB)
    const handler = byOrder(
      (order) => order === 2,
      throttled(small, 1024),
      throttled(small, 2 * MIB),
    )
    const server = await serve({ '/x': handler })
    const rill = await startEngine({ settings: { connectionsPerDownload: 4 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(small.sha256())
    // It had a quarter of the file, which would take half an hour.
    expect(server.requests[2]).toMatchObject({ closedEarly: true })
  })

  it('are not tried again where a host refused them, in a later process', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': connectionLimit(1, goodServer(file, { gate })) })
    const before = await startEngine({ settings: { connectionsPerDownload: 4 } })
    const { id } = before.add(server.url('/x'))
    await server.waitForRequest(({ status }) => status === 503)
    gate.open()
    expect(await before.ended(id)).toMatchObject({ state: 'completed' })
    await before.stop()
    const asked = server.requests.length
    const after = await startEngine({ after: before, settings: { connectionsPerDownload: 4 } })
    expect(await after.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(server.requests.slice(asked)).toMatchObject([{ status: 206 }])
    expect(await after.sha256('x (1)')).toBe(file.sha256())
  })

  it.each([
    ['as a date', () => new Date(Date.now() + 300_000)],
    ['in seconds', () => 300],
  ])('ask no more while the host wants peace, told %s', async (_, when) => {
    const gate = new Gate(MIB)
    const good = goodServer(file, { gate })
    const busy = retryAfter(when(), { times: 99, status: 429 }, good)
    const server = await serve({ '/x': byOrder((order) => order > 0, busy, good) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 2 } })
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(({ status }) => status === 429)
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests.map(({ status }) => status)).toEqual([206, 429])
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('that are cut again and again cost no byte', async () => {
    const handler = resetsMidway(file, { afterBytes: 2 * MIB, times: 9 })
    const server = await serve({ '/x': handler })
    const rill = await startEngine({ settings: { connectionsPerDownload: 8 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})
