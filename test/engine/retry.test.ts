import { describe, expect, it } from 'vitest'
import { failsThenRecovers, fileBody, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(81, 5 * MIB + 3)

describe('retry', () => {
  it('fetches a file that appeared later', async () => {
    const handler = failsThenRecovers({ status: 404 }, goodServer(file))
    const server = await serve({ '/x': handler })
    const rill = await startEngine()
    const { id, state, error } = await rill.get(server.url('/x'))
    expect({ state, error }).toEqual({
      state: 'failed',
      error: { code: 'not-found', facts: { host: server.host, status: 404 } },
    })
    handler.recover()
    rill.engine.control.retry([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'queued', error: null })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('can be called by the listener that hears of the failure', async () => {
    const server = await serve({
      '/x': failsThenRecovers({ status: 404, times: 1 }, goodServer(file)),
    })
    const rill = await startEngine()
    rill.engine.subscribe((event) => {
      if (event.type === 'failed') rill.engine.control.retry([event.id])
    })
    const { id } = rill.add(server.url('/x'))
    expect(await rill.until(id, ({ state }) => state === 'completed')).toMatchObject({
      error: null,
    })
  })

  it('works after a restart', async () => {
    const handler = failsThenRecovers({ status: 403 }, goodServer(file))
    const server = await serve({ '/x': handler })
    const before = await startEngine()
    const { id } = await before.get(server.url('/x'))
    await before.stop()
    handler.recover()
    const after = await startEngine({ after: before })
    expect(after.engine.queries.get(id)).toMatchObject({
      state: 'needs-link',
      error: { code: 'forbidden' },
    })
    after.engine.control.retry([id])
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
  })
})
