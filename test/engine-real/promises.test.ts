import { existsSync, renameSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Throttle } from '../../src/main/engine/connections/throttle'
import { GotSource } from '../../src/main/io/http/got-source'
import { run } from '../../src/main/kernel'
import { heldBytes, heldRanges } from '../cli/held-bytes'
import { poolFor } from '../engine/simulated-download'
import { MemoryPart } from '../engine/simulated-source'
import { fileBody, forbidden, Gate, goodServer, type Handler, serve } from '../servers'
import { bytesAskedAgain } from '../support/bytes-asked-again'
import { startRealEngine } from './start-real-engine'

// One test per promise that test/engine keeps on simulated ports.

const MIB = 1024 * 1024
const file = fileBody(120, 6 * MIB + 5)

describe('a paused download', () => {
  it('keeps its connection and receives nothing', async () => {
    const big = fileBody(121, 64 * MIB)
    const gate = new Gate(MIB)
    const server = await serve({ '/big': goodServer(big, { gate }), '/x': goodServer(file) })
    const rill = await startRealEngine({ settings: { connectionsPerDownload: 1 } })
    const { id } = rill.add(server.url('/big'))
    await rill.until(id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.control.pause([id])
    gate.open()
    await rill.get(server.url('/x'))
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', doneBytes: MIB })
    expect(server.bytesSent('/big')).toBeLessThan(32 * MIB)
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requestsOf('/big')).toHaveLength(1)
    expect(await rill.sha256('big')).toBe(big.sha256())
  })

  it('closes its connections after the grace period and continues by Range', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate, etag: '"v1"' }) })
    const settings = { connectionsPerDownload: 1 }
    const rill = await startRealEngine({ policy: { pauseGraceMs: 0 }, settings })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes === 2 * MIB)
    rill.engine.control.pause([id])
    expect(await server.waitForRequest(({ over }) => over)).toMatchObject({ closedEarly: true })
    gate.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests[1]).toMatchObject({
      range: { start: 2 * MIB, end: file.lengthBytes },
      headers: { 'if-range': '"v1"' },
    })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})

describe('a restarted engine', () => {
  it('continues downloads without asking for any byte again', async () => {
    const gate = new Gate(4 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const settings = { connectionsPerDownload: 4 }
    const before = await startRealEngine({ settings })
    const { id } = before.add(server.url('/x'))
    await before.until(id, ({ doneBytes }) => doneBytes >= 2 * MIB)
    await before.stop()
    expect(heldBytes(before.dataDir)).toBeGreaterThanOrEqual(2 * MIB)
    const held = heldRanges(before.dataDir)
    const requests = server.requests.length
    gate.open()
    const after = await startRealEngine({ after: before, settings })
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
    expect(bytesAskedAgain(server.requests.slice(requests), held)).toBe(0)
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.names()).toEqual(['x'])
  })
})

describe('the queue', () => {
  it('runs downloads up to its limit, in order', async () => {
    const server = await serve(goodServer(fileBody(122, 1_000)))
    const rill = await startRealEngine({ settings: { simultaneousDownloads: 1 } })
    const urls = ['/1', '/2', '/3', '/4'].map(server.url)
    const views = rill.engine.additions.add({ urls, dir: rill.dir, paused: true })
    const [one = 0, two = 0, three = 0, four = 0] = views.map(({ id }) => id)
    rill.engine.queue.move([four, three], two)
    rill.engine.control.resume([one, two, three, four])
    for (const id of [one, two, three, four]) {
      expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    }
    expect(server.requests.map(({ path }) => path)).toEqual(['/1', '/4', '/3', '/2'])
  })
})

describe('a running download', () => {
  it('moves to another folder and continues there', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startRealEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > MIB)
    const dir = join(rill.dir, 'else', 'where')
    expect(await rill.engine.editor.edit(id, { dir, name: 'y' })).toBe('done')
    expect(rill.engine.queries.get(id)?.doneBytes).toBeGreaterThan(MIB)
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', dir, name: 'y' })
    expect(await rill.sha256('else/where/y')).toBe(file.sha256())
    expect(await rill.names()).toEqual(['else'])
  })

  it('keeps its bytes when an expired link is replaced', async () => {
    const gate = new Gate(3 * MIB)
    const refuse = forbidden()
    let isExpired = false
    const expiring: Handler = (exchange) =>
      isExpired ? refuse(exchange) : goodServer(file, { gate })(exchange)
    const server = await serve({ '/old': expiring, '/new': goodServer(file) })
    const policy = { pauseGraceMs: 0 }
    const rill = await startRealEngine({ policy, settings: { connectionsPerDownload: 1 } })
    const { id } = rill.add(server.url('/old'))
    await rill.until(id, ({ doneBytes }) => doneBytes === 3 * MIB)
    rill.engine.control.pause([id])
    await server.waitForRequest(({ over }) => over)
    isExpired = true
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'needs-link', doneBytes: 3 * MIB })
    rill.engine.links.replace(id, server.url('/new'))
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('old')).toBe(file.sha256())
  })
})

describe('a finished file', () => {
  it('is verified, and only its damaged block is fetched again', async () => {
    const blockBytes = 4 * MIB
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startRealEngine()
    const { id } = await rill.get(server.url('/x'))
    const handle = await open(join(rill.dir, 'x'), 'r+')
    await handle.write(Buffer.from('spoilt'), 0, 6, blockBytes + 1000)
    await handle.close()
    rill.engine.integrity.verifyAll([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'damaged' } })
    const asked = server.requests.length
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(server.requests.slice(asked).map(({ range }) => range?.start)).toEqual([blockBytes])
  })
})

describe('a trashed download', () => {
  it('leaves the list, and its unfinished file goes to the trash', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const trash: string[] = []
    const rill = await startRealEngine({
      policy: { undoMs: 0 },
      trash: async (path) => {
        trash.push(basename(path))
        renameSync(path, join(path, '..', '..', 'in-trash'))
      },
    })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.engine.trash.put([id])
    await server.waitForRequest(({ over }) => over)
    await expect.poll(() => existsSync(join(rill.dir, '..', 'in-trash'))).toBe(true)
    expect(trash).toEqual(['x.part'])
    expect(await rill.names()).toEqual([])
    rill.engine.trash.restore([id])
    expect(rill.engine.queries.list()).toEqual([])
    await rill.stop()
    const after = await startRealEngine({ after: rill })
    expect(after.engine.queries.list()).toEqual([])
  })
})

describe('a speed limit', () => {
  it('holds over several connections', async () => {
    const file = fileBody(81, 2 * MIB)
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
          throttle: new Throttle(null, new Throttle(4 * MIB)),
          stallMs: 1_000,
          validator: { etag: null, lastModified: null },
        })
        yield* pool.run(null, null)
      })(),
    )
    const tookMs = performance.now() - startedAtMs
    expect(Buffer.compare(part.bytes, file.read(0, file.lengthBytes))).toBe(0)
    // At best 0.5 s. A busy machine is slower; the virtual clock shows how exact the limit is.
    expect(tookMs).toBeGreaterThan(400)
  })
})
