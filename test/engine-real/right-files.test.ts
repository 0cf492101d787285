import { readdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tinyDisk } from '../io/tiny-disk'
import {
  chunkedUnknownLength,
  connectionLimit,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  hidesTotal,
  ignoresRange,
  neverAnswers,
  noRangeServer,
  redirects,
  resetsMidway,
  retryAfter,
  shiftedContentRange,
  shortBody,
} from '../servers'
import { serve } from '../servers/serve'
import { startRealEngine } from './start-real-engine'

const MIB = 1024 * 1024
const small = fileBody(91, 5 * MIB + 7)
const big = fileBody(92, 24 * MIB + 7)

/** Uses `first` for the first request and `then` for all others. */
const firstThen =
  (first: Handler, then: Handler): Handler =>
  (exchange) =>
    exchange.record.order === 0 ? first(exchange) : then(exchange)

const breaksAt = (file: typeof big, afterBytes: number): Handler =>
  goodServer(file, { cut: { afterBytes, how: 'close' } })

describe('a right file comes from', () => {
  it.each<[string, Handler]>([
    ['a good server', goodServer(big)],
    ['a server without ranges', noRangeServer(big)],
    ['a server that ignores announced ranges', ignoresRange(big)],
    ['a server that sends no length', chunkedUnknownLength(big)],
    ['a server that hides the total length', hidesTotal(big, MIB)],
    ['a server that serves one connection at a time', connectionLimit(1, goodServer(big))],
    ['a server that serves two connections at a time', connectionLimit(2, goodServer(big))],
    ['a server that breaks off', shortBody(big, { afterBytes: 3 * MIB, times: 4 })],
    ['a server that breaks off at once', shortBody(big, { afterBytes: 0, times: 3 })],
    ['a server that cuts connections', resetsMidway(big, { afterBytes: 3 * MIB, times: 4 })],
    ['a server that is busy at first', retryAfter(0, { times: 3 }, goodServer(big))],
    ['a server without validators', goodServer(big, { etag: null, lastModified: null })],
    ['a server with weak ETags', goodServer(big, { etag: 'W/"a"' })],
    ['a server of an empty file', goodServer(fileBody(93, 0))],
    ['a server of an empty file, without ranges', noRangeServer(fileBody(93, 0))],
    ['a server of one byte', goodServer(fileBody(94, 1))],
  ])('%s', async (_, handler) => {
    const server = await serve({ '/x': handler })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 4 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed', error: null })
    const [expected] = [fileBody(93, 0), fileBody(94, 1), big].filter(
      ({ lengthBytes }) => lengthBytes === rill.engine.queries.list()[0]?.lengthBytes,
    )
    expect(await rill.sha256('x')).toBe(expected?.sha256())
    expect(await rill.names()).toEqual(['x'])
  })

  it('the target of redirects', async () => {
    const server = await serve({ '/x': redirects('/dir/y.bin'), '/dir/y.bin': goodServer(big) })
    const rill = await startRealEngine()
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed', name: 'y.bin' })
    expect(await rill.sha256('y.bin')).toBe(big.sha256())
  })
})

describe('the proof of a file', () => {
  it.each<[string, Handler, string, boolean]>([
    ['a validator', goodServer(small), 'validator', true],
    ['a length', goodServer(small, { etag: null, lastModified: null }), 'length', true],
    ['nothing', chunkedUnknownLength(small), 'none', false],
  ])('is reported: %s', async (_, handler, proof, resumable) => {
    const server = await serve({ '/x': handler })
    const rill = await startRealEngine()
    expect(await rill.get(server.url('/x'))).toMatchObject({
      proof,
      resumable,
      lengthBytes: small.lengthBytes,
    })
  })
})

describe('further connections', () => {
  it('are opened up to the limit', async () => {
    const gates: Gate[] = []
    const heldAtFirst: Handler = (exchange) => {
      const gate = new Gate(exchange.record.order < 3 ? MIB / 2 : big.lengthBytes)
      gates.push(gate)
      return goodServer(big, { gate })(exchange)
    }
    const server = await serve({ '/x': heldAtFirst })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 3 } })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ connections }) => connections === 3)
    expect(server.requests).toHaveLength(3)
    for (const gate of gates) gate.open()
    await rill.ended(id)
    expect(await rill.sha256('x')).toBe(big.sha256())
  })

  it('leave the work to others when refused', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': connectionLimit(1, goodServer(big, { gate })) })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 4 } })
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(({ status }) => status === 503)
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(await rill.sha256('x')).toBe(big.sha256())
  })
})

describe('a server that cannot resume', () => {
  it('sends the whole file again if little is lost', async () => {
    const handler = firstThen(breaksAt(big, 3 * MIB), ignoresRange(big))
    const server = await serve({ '/x': handler })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 1 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(big.sha256())
  })

  it('fails the download if much would be lost, until a retry', async () => {
    const handler = firstThen(breaksAt(big, 12 * MIB), ignoresRange(big))
    const server = await serve({ '/x': handler })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 1 } })
    const { id, state, error } = await rill.get(server.url('/x'))
    expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'range-ignored' })
    expect(await rill.names()).toEqual(['x.part'])
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(big.sha256())
  })

  it('cannot substitute other bytes', async () => {
    const handler = firstThen(breaksAt(big, 12 * MIB), shiftedContentRange(big, 7))
    const server = await serve({ '/x': handler, '/y': shiftedContentRange(big, 7) })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 4 } })
    for (const path of ['/x', '/y']) {
      expect(await rill.get(server.url(path))).toMatchObject({
        state: 'failed',
        error: { code: 'range-ignored' },
      })
    }
    expect(await rill.names()).toEqual(['x.part'])
  })
})

describe('a server that fails', () => {
  it('is tried up to the limit, and its bytes are kept', async () => {
    let requests = 0
    const handler: Handler = (exchange) => {
      requests += 1
      return requests === 1
        ? breaksAt(big, 3 * MIB)(exchange)
        : void exchange.response.writeHead(500).end()
    }
    const server = await serve({ '/x': handler })
    const rill = await startRealEngine({
      policy: { maxTries: 3 },
      settings: { connectionsPerDownload: 1 },
    })
    const { doneBytes, ...view } = await rill.get(server.url('/x'))
    expect(view).toMatchObject({
      state: 'failed',
      error: { code: 'server-error', facts: { status: 500 } },
    })
    expect(doneBytes).toBeGreaterThan(2 * MIB)
    expect(server.requests).toHaveLength(3)
  })

  it('by silence before its response is stalled', async () => {
    const server = await serve(neverAnswers())
    const rill = await startRealEngine({ policy: { stallMs: 500, maxTries: 2 } })
    expect(await rill.get(server.url('/x'))).toMatchObject({
      state: 'failed',
      error: { code: 'stalled', facts: { host: server.host } },
    })
    expect(server.requests).toHaveLength(2)
  })

  it('by silence in the middle is asked to resume', async () => {
    const gate = new Gate(3 * MIB)
    const server = await serve({ '/x': firstThen(goodServer(big, { gate }), goodServer(big)) })
    const rill = await startRealEngine({
      policy: { stallMs: 500 },
      settings: { connectionsPerDownload: 1 },
    })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
    expect(server.requests[1]?.range?.start).toBe(3 * MIB)
    expect(await rill.sha256('x')).toBe(big.sha256())
  })

  it('for a while is shown with reason and time, and left alone', async () => {
    const server = await serve({ '/x': retryAfter(300, { times: 1 }, goodServer(big)) })
    const rill = await startRealEngine()
    const { id } = rill.add(server.url('/x'))
    const { waiting, state } = await rill.until(id, (view) => view.waiting !== null)
    expect(state).toBe('downloading')
    expect(waiting?.error).toMatchObject({ code: 'server-busy', facts: { status: 503 } })
    expect(waiting?.nextAttemptAtMs).toBeGreaterThan(Date.now() + 290_000)
    await rill.stop()
    expect(server.requests).toHaveLength(1)
  })
})

describe('a disk', () => {
  it('that is too small is waited for before any write', async (context) => {
    const dir = tinyDisk(context, 'size=1m')
    const server = await serve({ '/x': goodServer(big) })
    const rill = await startRealEngine()
    const { id } = rill.add(server.url('/x'), { dir })
    const { state, waiting } = await rill.until(id, (view) => view.waiting !== null)
    expect(state).toBe('downloading')
    expect(waiting?.error).toEqual({
      code: 'disk-full',
      facts: { path: dir, neededBytes: big.lengthBytes, freeBytes: expect.any(Number) },
    })
    expect(await rill.get(server.url('/x'))).toMatchObject({ state: 'completed' })
  })

  it('that fills up keeps its bytes and is waited for', async (context) => {
    const dir = tinyDisk(context, 'size=1m')
    const server = await serve({ '/x': chunkedUnknownLength(big) })
    const rill = await startRealEngine()
    const { id } = rill.add(server.url('/x'), { dir })
    const { waiting } = await rill.until(id, (view) => view.waiting !== null)
    expect(waiting?.error).toMatchObject({ code: 'disk-full', facts: { path: dir } })
    expect(readdirSync(dir)).toContain('x.part')
  })

  it('with a file in place of the folder is waited for', async () => {
    const server = await serve({ '/x': goodServer(small) })
    const rill = await startRealEngine()
    const path = join(rill.dataDir, 'file')
    writeFileSync(path, '')
    const { id } = rill.add(server.url('/x'), { dir: join(path, 'below') })
    const { waiting } = await rill.until(id, (view) => view.waiting !== null)
    expect(waiting?.error).toMatchObject({ code: 'folder-missing' })
  })

  it('gets a part file again that was deleted during the download', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(small, { gate }) })
    const rill = await startRealEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    unlinkSync(join(rill.dir, 'x.part'))
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(small.sha256())
    expect(await rill.names()).toEqual(['x'])
  })
})
