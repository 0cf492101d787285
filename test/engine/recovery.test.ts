import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changesFile, fileBody, Gate, goodServer, noRangeServer } from '../servers/handlers'
import { bytesAskedAgain } from '../support/bytes-asked-again'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(101, 14 * MIB + 11)

/** Downloads at least `doneBytes` from the link, and returns the stopped engine. */
async function partly(
  url: string,
  doneBytes: number,
  connectionsPerDownload = 1,
): Promise<SimulatedEngine> {
  const rill = await startEngine({ settings: { connectionsPerDownload } })
  const { id } = rill.add(url)
  await rill.until(id, (view) => view.doneBytes >= doneBytes)
  await rill.stop()
  return rill
}

/** Resets the record of the first download to the state before its completion. */
function forgetCompletion(rill: SimulatedEngine, state: 'verifying' | 'downloading'): void {
  const store = rill.openStore()
  store.claims.takeAll()
  store.downloads.update(1, { state, finishedAtMs: null, proof: null })
  store.close()
}

describe('a restarted engine', () => {
  it('continues and asks for no byte again', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const before = await partly(server.url('/x'), 4 * MIB, 4)
    const segments = before.home.database.record(1)?.segments ?? []
    const held = segments.map(({ start, position }) => ({ start, end: position }))
    expect(held.reduce((sum, { start, end }) => sum + end - start, 0)).toBeGreaterThan(4 * MIB - 1)
    const requests = server.requests.length
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(bytesAskedAgain(server.requests.slice(requests), held)).toBe(0)
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('continues running and queued downloads in order', async () => {
    const gate = new Gate(0)
    const server = await serve(goodServer(file, { gate }))
    const settings = { simultaneousDownloads: 2 }
    const before = await startEngine({ settings })
    const urls = ['/a', '/b', '/c'].map(server.url)
    before.engine.additions.add({ urls, dir: before.dir, paused: false })
    await server.waitForRequest(({ path }) => path === '/b')
    await before.stop()
    const requests = server.requests.length
    const after = await startEngine({ after: before, settings })
    await server.waitForRequest(({ order }) => order === requests + 1)
    expect(server.requests.slice(requests).map(({ path }) => path)).toEqual(['/a', '/b'])
    gate.open()
    for (const id of [1, 2, 3]) expect(await after.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('starts over if the server cannot resume', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': noRangeServer(file, { gate }) })
    const before = await partly(server.url('/x'), 12 * MIB)
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed', resumable: false })
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('lists finished downloads without any request', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    const view = await before.get(server.url('/x'))
    await before.stop()
    const requests = server.requests.length
    const after = await startEngine({ after: before })
    expect(after.engine.queries.list()).toEqual([view])
    expect(after.engine.queries.pathOf(view.id)).toBe(join(after.dir, 'x'))
    expect(server.requests).toHaveLength(requests)
  })
})

describe('a file that changed on the server', () => {
  const newer = fileBody(102, 14 * MIB + 11)

  it('fails the download if much would be lost, until a retry', async () => {
    const gate = new Gate(12 * MIB)
    const handler = changesFile(file, newer, { gate })
    const server = await serve({ '/x': handler })
    const before = await partly(server.url('/x'), 12 * MIB)
    handler.change()
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({
      state: 'failed',
      error: { code: 'file-changed', facts: { before: /^"/u, after: /^"/u } },
    })
    expect(await after.names()).toEqual(['x.part'])
    after.engine.control.retry([1])
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(newer.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('is fetched again without asking if little is lost', async () => {
    const gate = new Gate(3 * MIB)
    const handler = changesFile(file, fileBody(103, 9 * MIB), { gate })
    const server = await serve({ '/x': handler })
    const before = await partly(server.url('/x'), 3 * MIB)
    handler.change()
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed', lengthBytes: 9 * MIB })
    expect(await after.sha256('x')).toBe(fileBody(103, 9 * MIB).sha256())
  })
})

describe('a part file that changed between two runs', () => {
  it('is fetched again if it was deleted', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const before = await partly(server.url('/x'), 12 * MIB)
    before.disk.remove(join(before.dir, 'x.part'))
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(file.sha256())
  })

  it('keeps its name reserved although it was deleted', async () => {
    const gate = new Gate(12 * MIB)
    const other = fileBody(104, 5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }), '/b/x': goodServer(other) })
    const before = await startEngine()
    before.add(server.url('/x'))
    await before.until(1, (view) => view.doneBytes >= 4 * MIB)
    before.engine.control.pause([1])
    await before.stop()
    before.disk.remove(join(before.dir, 'x.part'))
    const after = await startEngine({ after: before })
    const { id } = after.add(server.url('/b/x'))
    expect(await after.ended(id)).toMatchObject({ state: 'completed', name: 'x (1)' })
    gate.open()
    after.engine.control.resume([1])
    expect(await after.ended(1)).toMatchObject({ state: 'completed', name: 'x' })
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.sha256('x (1)')).toBe(other.sha256())
  })

  it('is recognised if it was finished but not recorded', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    await before.get(server.url('/x'))
    await before.stop()
    forgetCompletion(before, 'verifying')

    const requests = server.requests.length
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({
      state: 'completed',
      finishedAtMs: expect.any(Number),
      proof: 'validator',
    })
    expect(server.requests).toHaveLength(requests)
    expect(await after.names()).toEqual(['x'])
  })

  it('is renamed if it is complete', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    await before.get(server.url('/x'))
    await before.stop()
    forgetCompletion(before, 'downloading')
    before.disk.rename(join(before.dir, 'x'), join(before.dir, 'x.part'))

    const requests = server.requests.length
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(server.requests).toHaveLength(requests)
    expect(await after.names()).toEqual(['x'])
    expect(await after.sha256('x')).toBe(file.sha256())
  })
})
