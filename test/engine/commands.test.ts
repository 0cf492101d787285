import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/main/engine/engine'
import { failsThenRecovers, fileBody, Gate, goodServer, neverAnswers } from '../servers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(81, 5 * MIB + 3)

/** The ids in the list of a new engine on the same state. */
async function idsAfterRestart(before: SimulatedEngine): Promise<number[]> {
  await before.stop()
  const after = await startEngine({ after: before })
  return after.engine.list().map(({ id }) => id)
}

describe('cancel', () => {
  it('ends the connections, deletes the part file and forgets the download', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    expect(await rill.names()).toEqual(['x.part'])
    rill.engine.cancel([id])
    expect(rill.engine.list()).toEqual([])
    await rill.stop()
    expect(await rill.names()).toEqual([])
    await server.waitForRequest(({ over }) => over)
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('brings the download back as failed if its part file cannot be deleted', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    const part = join(rill.dir, 'x.part')
    rill.disk.remove(part)
    rill.disk.makeFolder(part)
    rill.engine.cancel([id])
    expect(rill.engine.get(id)).toBeUndefined()
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-error' } })
    rill.disk.removeFolder(part)
    rill.engine.remove([id])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('works before the server has answered', async () => {
    const server = await serve(neverAnswers())
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(() => true)
    rill.engine.cancel([id])
    await server.waitForRequest(({ over }) => over)
    await rill.stop()
    expect(rill.disk.exists(rill.dir)).toBe(false)
  })

  it('works on a paused download and on one that waits', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const first = rill.add(server.url('/x'))
    const second = rill.add(server.url('/x'))
    await rill.until(first.id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.cancel([second.id])
    rill.engine.pause([first.id])
    rill.engine.cancel([first.id])
    await rill.stop()
    expect(await rill.names()).toEqual([])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('leaves a completed download alone', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    rill.engine.cancel([id])
    rill.engine.pause([id])
    rill.engine.resume([id])
    rill.engine.retry([id])
    expect(rill.engine.get(id)).toMatchObject({ state: 'completed' })
    expect(await rill.names()).toEqual(['x'])
  })
})

describe('remove', () => {
  it('takes a completed download out of the list and leaves its file', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    rill.engine.remove([id])
    expect(rill.engine.list()).toEqual([])
    expect(await idsAfterRestart(rill)).toEqual([])
    expect(await rill.names()).toEqual(['x'])
  })

  it('takes the unfinished file of a failed download along', async () => {
    const gate = new Gate(MIB)
    const server = await serve(({ record, ...exchange }) =>
      record.order === 0
        ? goodServer(file, { cut: { afterBytes: MIB, how: 'close' }, gate })({
            record,
            ...exchange,
          })
        : void exchange.response.writeHead(400).end(),
    )
    const rill = await startEngine({ settings: { connectionsPerDownload: 1 } })
    const { id, state } = await rill.get(server.url('/x'))
    expect({ state, names: await rill.names() }).toEqual({ state: 'failed', names: ['x.part'] })
    rill.engine.remove([id])
    await rill.stop()
    expect(await rill.names()).toEqual([])
  })
})

describe('retry', () => {
  it('brings a file that was not there yet', async () => {
    const handler = failsThenRecovers({ status: 404 }, goodServer(file))
    const server = await serve({ '/x': handler })
    const rill = await startEngine()
    const { id, state, error } = await rill.get(server.url('/x'))
    expect({ state, error }).toEqual({
      state: 'failed',
      error: { code: 'not-found', facts: { host: server.host, status: 404 } },
    })
    handler.recover()
    rill.engine.retry([id])
    expect(rill.engine.get(id)).toMatchObject({ state: 'queued', error: null })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', error: null })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('may be asked for by the very listener that hears of the failure', async () => {
    const server = await serve({
      '/x': failsThenRecovers({ status: 404, times: 1 }, goodServer(file)),
    })
    const rill = await startEngine()
    rill.engine.subscribe((event) => {
      if (event.type === 'failed') rill.engine.retry([event.id])
    })
    const { id } = rill.add(server.url('/x'))
    expect(await rill.until(id, ({ state }) => state === 'completed')).toMatchObject({
      error: null,
    })
  })

  it('is still possible after stop and start', async () => {
    const handler = failsThenRecovers({ status: 403 }, goodServer(file))
    const server = await serve({ '/x': handler })
    const before = await startEngine()
    const { id } = await before.get(server.url('/x'))
    await before.stop()
    handler.recover()
    const after = await startEngine({ after: before })
    expect(after.engine.get(id)).toMatchObject({
      state: 'needs-link',
      error: { code: 'forbidden' },
    })
    after.engine.retry([id])
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
  })
})

describe('names', () => {
  it('never collide with files that are there, or with each other', async () => {
    const server = await serve({ '/x.bin': goodServer(file) })
    const rill = await startEngine()
    await rill.get(server.url('/x.bin'))
    rill.disk.write(join(rill.dir, 'x (2).bin'), 'mine')
    const both = [rill.add(server.url('/x.bin')), rill.add(server.url('/x.bin'))]
    for (const { id } of both) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.names()).toEqual(['x (1).bin', 'x (2).bin', 'x (3).bin', 'x.bin'])
    for (const name of ['x.bin', 'x (1).bin', 'x (3).bin']) {
      expect(await rill.sha256(name)).toBe(file.sha256())
    }
  })

  it('give way to a file that was put there meanwhile', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x.bin': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x.bin'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.disk.write(join(rill.dir, 'x.bin'), 'mine')
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', name: 'x (1).bin' })
    expect(rill.engine.pathOf(id)).toBe(join(rill.dir, 'x (1).bin'))
    expect(await rill.sha256('x (1).bin')).toBe(file.sha256())
    expect(await rill.names()).toEqual(['x (1).bin', 'x.bin'])
  })

  it('come from the server first, then from the link, and stay in the folder', async () => {
    const contentDisposition = 'attachment; filename="../../evil.bin"'
    const server = await serve({
      '/a': goodServer(file, { contentDisposition }),
      '/dir/b%20c.bin': goodServer(file),
    })
    const rill = await startEngine()
    expect(await rill.get(server.url('/a'))).toMatchObject({ name: 'evil.bin' })
    expect(await rill.get(server.url('/dir/b%20c.bin'))).toMatchObject({ name: 'b c.bin' })
    expect(await rill.names()).toEqual(['b c.bin', 'evil.bin'])
  })
})

describe('what the engine tells', () => {
  it('is a download from queued to completed, with growing numbers', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const states: string[] = []
    const done: number[] = []
    const types = new Set<EngineEvent['type']>()
    const unsubscribe = rill.engine.subscribe((event) => {
      types.add(event.type)
      const [view] = rill.engine.list()
      if (view === undefined) return
      if (states.at(-1) !== view.state) states.push(view.state)
      done.push(view.doneBytes)
    })
    const { id } = rill.add(server.url('/x'))
    expect(await rill.ended(id)).toMatchObject({
      url: server.url('/x'),
      name: 'x',
      dir: rill.dir,
      doneBytes: file.lengthBytes,
      lengthBytes: file.lengthBytes,
      speedBytesPerSec: 0,
      etaMs: null,
      connections: 0,
      resumable: true,
      retrying: null,
      finishedAtMs: expect.any(Number),
      proof: 'validator',
    })
    expect(states).toEqual(['queued', 'downloading', 'verifying', 'completed'])
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect([...types].sort()).toEqual(['changed', 'completed'])
    unsubscribe()
    const heard = done.length
    rill.engine.updateSettings({ startInTray: true })
    expect(done).toHaveLength(heard)
  })

  it('of settings outlives it, and what is meant for one process does not', async () => {
    const before = await startEngine({ settings: { connectionsPerDownload: 2 } })
    expect(before.engine.settings().connectionsPerDownload).toBe(2)
    before.engine.updateSettings({ simultaneousDownloads: 3 })
    await before.stop()
    const after = await startEngine({ after: before })
    expect(after.engine.settings()).toMatchObject({
      simultaneousDownloads: 3,
      connectionsPerDownload: 8,
    })
  })
})
