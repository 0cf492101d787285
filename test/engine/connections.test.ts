import { describe, expect, it } from 'vitest'
import {
  connectionLimit,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  resetsMidway,
  retryAfter,
  throttled,
} from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024

/** Answers requests by their order: `odd` those that `isOdd` names, `others` the rest. */
const byOrder =
  (isOdd: (order: number) => boolean, odd: Handler, others: Handler): Handler =>
  (exchange) =>
    isOdd(exchange.record.order) ? odd(exchange) : others(exchange)

describe('further connections', () => {
  const file = fileBody(82, 12 * MIB + 3)

  it('do not wait for a silent one', async () => {
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
    // At its speed, its quarter of the file would take half an hour.
    expect(server.requests[2]).toMatchObject({ closedEarly: true })
  })

  it('are not tried again after a restart if the host refused them', async () => {
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
    ['given as a date', () => new Date(Date.now() + 300_000)],
    ['given in seconds', () => 300],
  ])('make no request before Retry-After %s', async (_, when) => {
    const gate = new Gate(MIB)
    const good = goodServer(file, { gate })
    const busy = retryAfter(when(), { times: 49, status: 429 }, good)
    const server = await serve({ '/x': byOrder((order) => order > 0, busy, good) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 2 } })
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(({ status }) => status === 429)
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests.map(({ status }) => status)).toEqual([206, 429])
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('lose no byte when they are cut repeatedly', async () => {
    const handler = resetsMidway(file, { afterBytes: 2 * MIB, times: 4 })
    const server = await serve({ '/x': handler })
    const rill = await startEngine({ settings: { connectionsPerDownload: 8 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})
