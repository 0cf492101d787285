import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer, type TestServer } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const file = fileBody(71, 300_000)

/** Files `/0` to `/5`, each with a gate before its first byte. */
async function sixFiles(): Promise<{ server: TestServer; gates: readonly Gate[] }> {
  const gates = Array.from({ length: 6 }, () => new Gate(0))
  const routes = gates.map((gate, index) => [`/${index}`, goodServer(file, { gate })] as const)
  return { server: await serve(Object.fromEntries(routes)), gates }
}

function addAll({ engine, dir }: SimulatedEngine, server: TestServer) {
  const urls = ['/0', '/1', '/2', '/3', '/4', '/5'].map(server.url)
  return engine.additions.add({ urls, dir, paused: false }).map(({ id }) => id)
}

const states = ({ engine }: SimulatedEngine) => engine.queries.list().map(({ state }) => state)

const asked = (server: TestServer, path: string) =>
  server.waitForRequest((request) => request.path === path)

const askedPaths = (server: TestServer) => [...new Set(server.requests.map(({ path }) => path))]

describe('the scheduler', () => {
  it('runs downloads up to the limit, in order', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine({ settings: { simultaneousDownloads: 2 } })
    let most = 0
    rill.engine.subscribe(() => {
      most = Math.max(most, rill.engine.queries.totals().active)
    })
    const ids = addAll(rill, server)
    await Promise.all([asked(server, '/0'), asked(server, '/1')])
    expect(states(rill)).toEqual([
      'downloading',
      'downloading',
      'queued',
      'queued',
      'queued',
      'queued',
    ])
    expect(askedPaths(server)).toEqual(['/0', '/1'])

    gates[1]?.open()
    await asked(server, '/2')
    expect(askedPaths(server)).toEqual(['/0', '/1', '/2'])
    for (const gate of gates) gate.open()
    for (const id of ids) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(askedPaths(server)).toEqual(['/0', '/1', '/2', '/3', '/4', '/5'])
    expect(most).toBe(2)
    expect(await rill.sha256('5')).toBe(file.sha256())
  })

  it('starts more when the limit rises, interrupts none when it falls', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const ids = addAll(rill, server)
    await asked(server, '/0')
    rill.engine.updateSettings({ simultaneousDownloads: 3 })
    await Promise.all([asked(server, '/1'), asked(server, '/2')])
    rill.engine.updateSettings({ simultaneousDownloads: 1 })
    expect(rill.engine.queries.totals().active).toBe(3)
    gates[0]?.open()
    gates[1]?.open()
    await Promise.all([rill.ended(ids[0] ?? 0), rill.ended(ids[1] ?? 0)])
    expect(states(rill).slice(2)).toEqual(['downloading', 'queued', 'queued', 'queued'])
  })

  it('gives the place of a paused download to the next one', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const [first = 0, second = 0] = addAll(rill, server)
    await asked(server, '/0')
    rill.engine.control.pause([first])
    await asked(server, '/1')
    rill.engine.control.resume([first])
    expect(rill.engine.queries.get(first)?.state).toBe('queued')
    gates[0]?.open()
    gates[1]?.open()
    await rill.ended(second)
    expect(await rill.ended(first)).toMatchObject({ state: 'completed' })
    expect(
      rill.engine.queries
        .list()
        .slice(3)
        .map(({ state }) => state),
    ).not.toContain('completed')
  })

  it('skips downloads paused or cancelled in the queue', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const ids = addAll(rill, server)
    const [first = 0, second = 0, third = 0] = ids
    await asked(server, '/0')
    rill.engine.control.pause([second])
    rill.engine.removal.cancel([third])
    for (const gate of gates) gate.open()
    for (const id of [first, ...ids.slice(3)]) await rill.ended(id)
    expect(askedPaths(server)).toEqual(['/0', '/3', '/4', '/5'])
    expect(rill.engine.queries.get(second)?.state).toBe('paused')
    expect(rill.engine.queries.get(third)).toBeUndefined()
  })

  it('does not start a download added paused', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine()
    const { id } = rill.add(server.url('/0'), { paused: true })
    gates[1]?.open()
    await rill.get(server.url('/1'))
    expect(rill.engine.queries.get(id)?.state).toBe('paused')
    expect(askedPaths(server)).toEqual(['/1'])
    gates[0]?.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('pauses and resumes all downloads', async () => {
    const { server, gates } = await sixFiles()
    const rill = await startEngine({ settings: { simultaneousDownloads: 2 } })
    const ids = addAll(rill, server)
    await Promise.all([asked(server, '/0'), asked(server, '/1')])
    rill.engine.control.pauseAll()
    expect(new Set(states(rill))).toEqual(new Set(['paused']))
    expect(rill.engine.queries.totals()).toEqual({
      active: 0,
      speedBytesPerSec: 0,
      doneBytes: 0,
      lengthBytes: 0,
    })
    for (const gate of gates) gate.open()
    rill.engine.control.resumeAll()
    for (const id of ids) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })
})
