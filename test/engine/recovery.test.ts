import { renameSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { runEngine } from '../../src/main/io/run-engine'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { bytesAskedAgain, heldBytes, heldRanges } from '../cli/held-bytes'
import { tempFolder } from '../io/temp-folder'
import { changesFile, fileBody, Gate, goodServer, noRangeServer } from '../servers'
import { serve } from './serve'
import { type EngineUnderTest, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(101, 24 * MIB + 11)

/** Downloads at least `doneBytes` of the link and stops. Returns the stopped engine. */
async function partly(
  url: string,
  doneBytes: number,
  connectionsPerDownload = 1,
): Promise<EngineUnderTest> {
  const rill = await startEngine({ settings: { connectionsPerDownload } })
  const { id } = rill.add(url)
  await rill.until(id, (view) => view.doneBytes >= doneBytes)
  await rill.stop()
  return rill
}

/** Puts the record of the first download back to before it was completed. */
function forgetCompletion(
  { dataDir, dir }: EngineUnderTest,
  state: 'verifying' | 'downloading',
): void {
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  store.claimAll()
  store.update(1, { state, finishedAtMs: null, proof: null })
  store.close()
}

describe('an engine that was stopped', () => {
  it('goes on where it was and asks for no byte again', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const before = await partly(server.url('/x'), 4 * MIB, 4)
    expect(heldBytes(before.dataDir)).toBeGreaterThanOrEqual(4 * MIB)
    const held = heldRanges(before.dataDir)
    const requests = server.requests.length
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(bytesAskedAgain(server.requests.slice(requests), held)).toBe(0)
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('goes on with all that ran or waited, in the same order, within the limit', async () => {
    const gate = new Gate(0)
    const server = await serve(goodServer(file, { gate }))
    const settings = { simultaneousDownloads: 2 }
    const before = await startEngine({ settings })
    const urls = ['/a', '/b', '/c'].map(server.url)
    before.engine.add({ urls, dir: before.dir, paused: false })
    await server.waitForRequest(({ path }) => path === '/b')
    await before.stop()
    const requests = server.requests.length
    const after = await startEngine({ after: before, settings })
    await server.waitForRequest(({ order }) => order === requests + 1)
    expect(server.requests.slice(requests).map(({ path }) => path)).toEqual(['/a', '/b'])
    gate.open()
    for (const id of [1, 2, 3]) expect(await after.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('begins anew where the server cannot continue', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': noRangeServer(file, { gate }) })
    const before = await partly(server.url('/x'), 12 * MIB)
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed', resumable: false })
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('still lists what is finished, without asking for it', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    const view = await before.get(server.url('/x'))
    await before.stop()
    const requests = server.requests.length
    const after = await startEngine({ after: before })
    expect(after.engine.list()).toEqual([view])
    expect(after.engine.pathOf(view.id)).toBe(join(after.dir, 'x'))
    expect(server.requests).toHaveLength(requests)
  })
})

describe('a file that changed on the server meanwhile', () => {
  const newer = fileBody(102, 24 * MIB + 11)

  it('is refused when much is there already, and fetched right on retry', async () => {
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
    after.engine.retry([1])
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(newer.sha256())
    expect(await after.names()).toEqual(['x'])
  })

  it('is fetched anew without a word when little is there', async () => {
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

describe('files that changed on the disk meanwhile', () => {
  it('a part file that is gone is fetched anew', async () => {
    const gate = new Gate(12 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const before = await partly(server.url('/x'), 12 * MIB)
    unlinkSync(join(before.dir, 'x.part'))
    gate.open()
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('x')).toBe(file.sha256())
  })

  it('a part file that is gone leaves its name to its own download', async () => {
    const gate = new Gate(12 * MIB)
    const other = fileBody(104, 5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }), '/b/x': goodServer(other) })
    const before = await startEngine()
    before.add(server.url('/x'))
    await before.until(1, (view) => view.doneBytes >= 4 * MIB)
    before.engine.pause([1])
    await before.stop()
    unlinkSync(join(before.dir, 'x.part'))
    const after = await startEngine({ after: before })
    const { id } = after.add(server.url('/b/x'))
    expect(await after.ended(id)).toMatchObject({ state: 'completed', name: 'x (1)' })
    gate.open()
    after.engine.resume([1])
    expect(await after.ended(1)).toMatchObject({ state: 'completed', name: 'x' })
    expect(await after.sha256('x')).toBe(file.sha256())
    expect(await after.sha256('x (1)')).toBe(other.sha256())
  })

  it('a whole file that was renamed and not recorded is recognised', async () => {
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

  it('a whole file that was not renamed is renamed', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    await before.get(server.url('/x'))
    await before.stop()
    forgetCompletion(before, 'downloading')
    renameSync(join(before.dir, 'x'), join(before.dir, 'x.part'))

    const requests = server.requests.length
    const after = await startEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(server.requests).toHaveLength(requests)
    expect(await after.names()).toEqual(['x'])
    expect(await after.sha256('x')).toBe(file.sha256())
  })
})

describe('runEngine', () => {
  const start = (home: string, recover: boolean) =>
    runEngine({
      dataDir: join(home, 'data'),
      defaultFolder: join(home, 'files'),
      version: '1.2.3',
      recover,
    })

  it('joins the engine with the real world, and names itself to servers', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const home = tempFolder()
    const { engine, stop, ended } = await start(home, true)
    const folder = engine.settings().folder
    expect(folder).toBe(join(home, 'files'))
    const completed = new Promise<void>((resolve) => {
      engine.subscribe(({ type }) => type === 'completed' && resolve())
    })
    engine.add({ urls: [server.url('/x')], dir: folder, paused: false })
    await completed
    expect(server.requests[0]?.headers['user-agent']).toBe('Rill/1.2.3')
    await stop()
    await expect(ended).resolves.toBeUndefined()
  })

  it('goes on with unfinished downloads only when it is meant to', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const home = tempFolder()
    const first = await start(home, true)
    const url = server.url('/x')
    const dir = join(home, 'files')
    first.engine.add({ urls: [url], dir, paused: false })
    await server.waitForRequest(() => true)
    await first.stop()

    const second = await start(home, false)
    expect(second.engine.list()).toEqual([])
    expect(second.engine.continueUnfinished(url, join(home, 'elsewhere'))).toBeNull()
    expect(second.engine.continueUnfinished(url, dir, 'other name')).toBeNull()
    expect(second.engine.continueUnfinished(url, dir)).toMatchObject({ id: 1, state: 'queued' })
    await second.stop()
  })

  it('refuses a database that it cannot open', async () => {
    const home = tempFolder()
    await (await start(home, true)).stop()
    const db = new Database(join(home, 'data', 'rill.db'))
    db.pragma('user_version = 99')
    db.close()
    await expect(start(home, true)).rejects.toMatchObject({ code: 'data-too-new' })
  })
})
