import { describe, expect, it } from 'vitest'
import {
  fileBody,
  Gate,
  goodServer,
  lies,
  redirects,
  throttled,
  withHeaders,
} from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(812, 16 * MIB)

describe('the details of a download', () => {
  it('are null for an unknown id', async () => {
    const rill = await startEngine()
    expect(rill.engine.queries.details(7)).toBeNull()
  })

  it('hold what the server said, also after a restart', async () => {
    const server = await serve({
      '/go': redirects('/x'),
      '/x': lies(file, (good) => withHeaders(good, { server: 'nginx/1.2' }), { etag: '"v1"' }),
    })
    const rill = await startEngine()
    const mirrors = ['https://mirror.example/x']
    const { id } = rill.add(server.url('/go'), { options: { mirrors } })
    await rill.ended(id)
    const known = {
      finalUrl: server.url('/x'),
      server: 'nginx/1.2',
      mirrors,
      etag: '"v1"',
      contentType: 'application/octet-stream',
      recordedBytes: file.lengthBytes,
      plan: null,
    }
    expect(rill.engine.queries.details(id)).toMatchObject(known)
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.details(id)).toMatchObject(known)
  })

  it('show each connection and the reason for their number', async () => {
    const gate = new Gate(6 * MIB)
    const server = await serve({ '/x': throttled(file, 2 * MIB, { gate }) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 3 } })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ connections }) => connections === 3)
    const details = rill.engine.queries.details(id)
    expect(details?.plan).toEqual({ most: 3, limitedBy: 'setting' })
    const worked = details?.segments.filter(({ work }) => work?.isReceiving) ?? []
    expect(worked).toHaveLength(3)
    const bounds = details?.segments.map(({ start, end }) => [start, end]) ?? []
    expect(bounds[0]?.[0]).toBe(0)
    expect(bounds.at(-1)?.[1]).toBe(file.lengthBytes)
    gate.open()
    await rill.ended(id)
    expect(rill.engine.queries.details(id)?.segments).toEqual([
      { start: 0, position: file.lengthBytes, end: file.lengthBytes, work: null },
    ])
  })

  it('show the user name of a login, not its password', async () => {
    const rill = await startEngine()
    const login = { user: 'ann', password: 'secret' }
    const { id } = rill.add('http://127.0.0.1:9/x', { paused: true, options: { login } })
    const details = rill.engine.queries.details(id)
    expect(details?.options.user).toBe('ann')
    expect(JSON.stringify(details)).not.toContain('secret')
  })

  it('show the place in the queue', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const ids = [1, 2, 3].map(() => rill.add(server.url('/x')).id)
    await rill.until(ids[0] ?? 0, ({ doneBytes }) => doneBytes > 0)
    expect(ids.map((id) => rill.engine.queries.details(id)?.queuePlace)).toEqual([null, 1, 2])
    rill.engine.queue.move([ids[2] ?? 0], ids[1] ?? 0)
    expect(ids.map((id) => rill.engine.queries.details(id)?.queuePlace)).toEqual([null, 2, 1])
  })

  it('hold the speed of each second, also after a restart', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': throttled(file, 2 * MIB, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, () => (rill.engine.queries.details(id)?.speeds?.recent.length ?? 0) >= 2)
    const before = rill.engine.queries.details(id)?.speeds
    expect(before?.whole.some((speed) => speed > 0)).toBe(true)
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.details(id)?.speeds?.recent.slice(0, 2)).toEqual(
      before?.recent.slice(0, 2),
    )
    gate.open()
    await after.ended(id)
  })
})
