import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/main/engine/engine'
import { fileBody, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(81, 5 * MIB + 3)

describe('the engine', () => {
  it('announces every state of a download, with growing bytes', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const states: string[] = []
    const done: number[] = []
    const types = new Set<EngineEvent['type']>()
    const unsubscribe = rill.engine.subscribe((event) => {
      types.add(event.type)
      const [view] = rill.engine.queries.list()
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
      waiting: null,
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

  it('keeps settings across a restart, but not overrides', async () => {
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
