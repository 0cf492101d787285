import { open, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBody, forbidden, goodServer } from '../servers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const BLOCK = 4 * MIB
const file = fileBody(301, 5 * BLOCK + 77)

async function finished() {
  const server = await serve({ '/x': goodServer(file), '/no': forbidden() })
  const rill = await startEngine({ settings: { connectionsPerDownload: 4 } })
  const { id } = await rill.get(server.url('/x'))
  return { server, rill, id, path: join(rill.dir, 'x') }
}

async function spoil(path: string, position: number): Promise<void> {
  const handle = await open(path, 'r+')
  await handle.write(Buffer.from('spoilt'), 0, 6, position)
  await handle.close()
}

describe('a finished file', () => {
  it('that is as it was is found so', async () => {
    const { server, rill, id } = await finished()
    const asked = server.requests.length
    rill.engine.verify([id])
    expect(rill.engine.get(id)).toMatchObject({ state: 'verifying' })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(server.requests).toHaveLength(asked)
  })

  it('that was damaged is found so, and repaired by fetching the damaged blocks alone', async () => {
    const { server, rill, id, path } = await finished()
    await spoil(path, 3 * BLOCK + 1000)
    rill.engine.verify([id])
    expect(await rill.ended(id)).toMatchObject({
      state: 'failed',
      error: { code: 'damaged', facts: { damagedBytes: BLOCK } },
    })
    const asked = server.requests.length
    rill.engine.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(await rill.names()).toEqual(['x'])
    for (const { range } of server.requests.slice(asked)) {
      expect(range?.start).toBeGreaterThanOrEqual(3 * BLOCK)
      expect(range?.end).toBeLessThanOrEqual(4 * BLOCK)
    }
  })

  it('is repaired after a restart too', async () => {
    const { rill, id, path } = await finished()
    await spoil(path, 10)
    await spoil(path, file.lengthBytes - 10)
    rill.engine.verify([id])
    await rill.ended(id)
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.get(id)).toMatchObject({ state: 'failed', error: { code: 'damaged' } })
    after.engine.retry([id])
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(file.sha256())
  })

  it('that was cut is damaged, and whole again after a repair', async () => {
    const { rill, id, path } = await finished()
    await truncate(path, 2 * BLOCK)
    rill.engine.verify([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'damaged' } })
    rill.engine.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('that is gone is told, and fetched again', async () => {
    const { rill, id, path } = await finished()
    await rm(path)
    rill.engine.verify([id])
    expect(await rill.ended(id)).toMatchObject({
      state: 'failed',
      error: { code: 'part-file-lost' },
    })
    rill.engine.retry([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})

describe('a checksum', () => {
  const add = async (hex: string) => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const [view] = rill.engine.add({
      urls: [server.url('/x')],
      dir: rill.dir,
      paused: false,
      options: { checksums: [{ algorithm: 'sha256', hex }] },
    })
    return { rill, view: await rill.ended(view?.id ?? 0) }
  }

  it('that matches proves the file', async () => {
    const { view } = await add(file.sha256())
    expect(view).toMatchObject({ state: 'completed', proof: 'checksum' })
  })

  it('that differs keeps the file from its final name', async () => {
    const { rill, view } = await add('0'.repeat(64))
    expect(view).toMatchObject({ state: 'failed', error: { code: 'checksum-mismatch' } })
    expect(await rill.names()).toEqual(['x.part'])
  })
})
