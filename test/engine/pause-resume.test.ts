import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer, neverAnswers, noRangeServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(72, 8 * MIB + 5)

describe('a paused download', () => {
  it('keeps its connection and repeats no request', async () => {
    const gate = new Gate(5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 1 } })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes === 5 * MIB)
    rill.engine.control.pause([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', speedBytesPerSec: 0 })
    gate.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', proof: 'validator' })
    expect(server.requests).toHaveLength(1)
    expect(server.bytesSent('/x')).toBe(file.lengthBytes)
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('receives nothing, so the server stops sending', async () => {
    const big = fileBody(73, 12 * MIB)
    const gate = new Gate(MIB)
    const server = await serve({ '/big': goodServer(big, { gate }), '/x': goodServer(file) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 1 } })
    const { id } = rill.add(server.url('/big'))
    await rill.until(id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.control.pause([id])
    gate.open()
    await rill.get(server.url('/x'))
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', doneBytes: MIB })
    expect(server.bytesSent('/big')).toBeLessThan(3 * MIB)
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('big')).toBe(big.sha256())
  })

  it('pauses all connections without losing a byte', async () => {
    const gate = new Gate(4 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 4 } })
    const { id } = rill.add(server.url('/x'))
    for (let time = 0; time < 3; time += 1) {
      await gate.held()
      rill.engine.control.pause([id])
      gate.open(MIB)
      rill.engine.control.resume([id])
    }
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('closes its connections after a while and continues by Range', async () => {
    const gate = new Gate(5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate, etag: '"v1"' }) })
    const rill = await startEngine({
      policy: { pauseGraceMs: 20 },
      settings: { connectionsPerDownload: 1 },
    })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes === 5 * MIB)
    rill.engine.control.pause([id])
    expect(await server.waitForRequest(({ over }) => over)).toMatchObject({ closedEarly: true })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', doneBytes: 5 * MIB })
    gate.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests).toHaveLength(2)
    expect(server.requests[1]).toMatchObject({
      range: { start: 5 * MIB, end: file.lengthBytes },
      headers: { 'if-range': '"v1"' },
    })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('keeps its connection if the server cannot resume', async () => {
    const [gate, resumableGate] = [new Gate(5 * MIB), new Gate(5 * MIB)]
    const server = await serve({
      '/plain': noRangeServer(file, { gate }),
      '/ranges': goodServer(file, { gate: resumableGate }),
    })
    const rill = await startEngine({ policy: { pauseGraceMs: 20 } })
    const ids = [rill.add(server.url('/plain')).id, rill.add(server.url('/ranges')).id]
    const [plain = 0, ranges = 0] = ids
    await rill.until(plain, ({ doneBytes }) => doneBytes === 5 * MIB)
    await rill.until(ranges, ({ resumable }) => resumable === true)
    rill.engine.control.pause(ids)
    await server.waitForRequest(({ path, over }) => path === '/ranges' && over)
    expect(server.requestsOf('/plain')).toMatchObject([{ over: false }])
    gate.open()
    rill.engine.control.resume([plain])
    expect(await rill.ended(plain)).toMatchObject({ state: 'completed', resumable: false })
    expect(server.requestsOf('/plain')).toHaveLength(1)
    expect(await rill.sha256('plain')).toBe(file.sha256())
  })

  it('can be paused before the first response', async () => {
    let answering = false
    const server = await serve((exchange) =>
      answering ? goodServer(file)(exchange) : neverAnswers()(exchange),
    )
    const rill = await startEngine({ policy: { stallMs: 500 } })
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(() => true)
    rill.engine.control.pause([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', resumable: null })
    answering = true
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('stays paused across a restart and then continues', async () => {
    const gate = new Gate(5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const before = await startEngine({ settings: { connectionsPerDownload: 1 } })
    const { id } = before.add(server.url('/x'))
    await before.until(id, ({ doneBytes }) => doneBytes === 5 * MIB)
    before.engine.control.pause([id])
    await before.stop()
    gate.open()
    const after = await startEngine({ after: before, settings: { connectionsPerDownload: 1 } })
    expect(after.engine.queries.get(id)).toMatchObject({ state: 'paused', doneBytes: 5 * MIB })
    expect(server.requests).toHaveLength(1)
    after.engine.control.resume([id])
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests[1]?.range?.start).toBe(5 * MIB)
    expect(await after.sha256('x')).toBe(file.sha256())
  })
})
