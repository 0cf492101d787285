import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBody, forbidden, goodServer, type Handler, neverAnswers } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const BLOCK = 4 * MIB
const file = fileBody(301, 3 * BLOCK + 77)

async function finished() {
  const server = await serve({ '/x': goodServer(file), '/no': forbidden() })
  const rill = await startEngine({ settings: { connectionsPerDownload: 4 } })
  const { id } = await rill.get(server.url('/x'))
  return { server, rill, id, path: join(rill.dir, 'x') }
}

function spoil({ disk, dir }: SimulatedEngine, position: number): void {
  disk.overwrite(join(dir, 'x'), position, 'spoilt')
}

describe('a finished file', () => {
  it('is verified if it is intact', async () => {
    const { server, rill, id } = await finished()
    const asked = server.requests.length
    const news: string[] = []
    rill.engine.subscribe(({ type }) => news.push(type))
    rill.engine.integrity.verifyAll([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'verifying' })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(news.at(-1)).toBe('verified')
    expect(server.requests).toHaveLength(asked)
  })

  it('is repaired by fetching only its damaged blocks', async () => {
    const { server, rill, id } = await finished()
    spoil(rill, BLOCK + 1000)
    rill.engine.integrity.verifyAll([id])
    expect(await rill.ended(id)).toMatchObject({
      state: 'failed',
      error: { code: 'damaged', facts: { damagedBytes: BLOCK } },
    })
    const asked = server.requests.length
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(await rill.names()).toEqual(['x'])
    for (const { range } of server.requests.slice(asked)) {
      expect(range?.start).toBeGreaterThanOrEqual(BLOCK)
      expect(range?.end).toBeLessThanOrEqual(2 * BLOCK)
    }
  })

  it('is repaired after a restart', async () => {
    const { rill, id } = await finished()
    spoil(rill, 10)
    spoil(rill, file.lengthBytes - 10)
    rill.engine.integrity.verifyAll([id])
    await rill.ended(id)
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.get(id)).toMatchObject({
      state: 'failed',
      error: { code: 'damaged' },
    })
    after.engine.control.retry([id])
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(file.sha256())
  })

  it('is repaired after it was truncated', async () => {
    const { rill, id, path } = await finished()
    rill.disk.setLength(path, BLOCK)
    rill.engine.integrity.verifyAll([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'damaged' } })
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('is fetched again if it is gone', async () => {
    const { rill, id, path } = await finished()
    rill.disk.remove(path)
    rill.engine.integrity.verifyAll([id])
    expect(await rill.ended(id)).toMatchObject({
      state: 'failed',
      error: { code: 'part-file-lost' },
    })
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})

describe('the repair of a file that the server replaced', () => {
  const other = fileBody(302, file.lengthBytes)

  /** A finished file that is found damaged; `handler` answers the repair. */
  async function damaged(handler: Handler) {
    let repairs = false
    const server = await serve((exchange) => (repairs ? handler : goodServer(file))(exchange))
    const rill = await startEngine({ policy: { restartBelowBytes: Number.POSITIVE_INFINITY } })
    const { id } = await rill.get(server.url('/x'))
    spoil(rill, BLOCK)
    rill.engine.integrity.verifyAll([id])
    await rill.until(id, ({ state }) => state === 'failed')
    repairs = true
    const asked = server.requests.length
    return { server, rill, id, asked, before: await rill.sha256('x') }
  }

  it('fails and keeps the bytes until a person retries', async () => {
    const { rill, id, before } = await damaged(goodServer(other))
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'file-changed' } })
    expect(await rill.names()).toEqual(['x.part'])
    expect(await rill.sha256('x.part')).toBe(before)
    rill.engine.control.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(other.sha256())
  })

  it('keeps the bytes when it is cancelled', async () => {
    const { server, rill, id, asked, before } = await damaged(neverAnswers())
    rill.engine.control.retry([id])
    await server.waitForRequest(({ order }) => order === asked)
    rill.engine.removal.cancel([id])
    expect(rill.engine.queries.list()).toEqual([])
    await rill.stop()
    expect(await rill.names()).toEqual(['x.part'])
    expect(await rill.sha256('x.part')).toBe(before)
  })

  it('keeps the bytes when it is removed', async () => {
    const { rill, id, before } = await damaged(goodServer(other))
    rill.engine.control.retry([id])
    await rill.ended(id)
    rill.engine.removal.remove([id])
    expect(rill.engine.queries.list()).toEqual([])
    await rill.stop()
    expect(await rill.sha256('x.part')).toBe(before)
  })
})

describe('a checksum', () => {
  const add = async (hex: string) => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const [view] = rill.engine.additions.add({
      urls: [server.url('/x')],
      dir: rill.dir,
      paused: false,
      options: { checksums: [{ algorithm: 'sha256', hex }] },
    })
    return { rill, view: await rill.ended(view?.id ?? 0) }
  }

  it('proves a file that matches', async () => {
    const { view } = await add(file.sha256())
    expect(view).toMatchObject({ state: 'completed', proof: 'checksum' })
  })

  it('keeps a file that differs from its final name', async () => {
    const { rill, view } = await add('0'.repeat(64))
    expect(view).toMatchObject({ state: 'failed', error: { code: 'checksum-mismatch' } })
    expect(await rill.names()).toEqual(['x.part'])
  })
})
