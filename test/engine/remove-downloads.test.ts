import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer, neverAnswers } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(81, 5 * MIB + 3)

/** The ids that a new engine lists on the same state. */
async function idsAfterRestart(before: SimulatedEngine): Promise<number[]> {
  await before.stop()
  const after = await startEngine({ after: before })
  return after.engine.queries.list().map(({ id }) => id)
}

describe('cancel', () => {
  it('closes connections, deletes the part file, forgets the download', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    expect(await rill.names()).toEqual(['x.part'])
    rill.engine.removal.cancel([id])
    expect(rill.engine.queries.list()).toEqual([])
    await rill.stop()
    expect(await rill.names()).toEqual([])
    await server.waitForRequest(({ over }) => over)
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('restores the download as failed if its part file stays', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    const part = join(rill.dir, 'x.part')
    rill.disk.remove(part)
    rill.disk.makeFolder(part)
    rill.engine.removal.cancel([id])
    expect(rill.engine.queries.get(id)).toBeUndefined()
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-error' } })
    rill.disk.removeFolder(part)
    rill.engine.removal.remove([id])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('works before the first response', async () => {
    const server = await serve(neverAnswers())
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await server.waitForRequest(() => true)
    rill.engine.removal.cancel([id])
    await server.waitForRequest(({ over }) => over)
    await rill.stop()
    expect(rill.disk.exists(rill.dir)).toBe(false)
  })

  it('works on a paused and a queued download', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const first = rill.add(server.url('/x'))
    const second = rill.add(server.url('/x'))
    await rill.until(first.id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.removal.cancel([second.id])
    rill.engine.control.pause([first.id])
    rill.engine.removal.cancel([first.id])
    await rill.stop()
    expect(await rill.names()).toEqual([])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('leaves a completed download alone', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    rill.engine.removal.cancel([id])
    rill.engine.control.pause([id])
    rill.engine.control.resume([id])
    rill.engine.control.retry([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'completed' })
    expect(await rill.names()).toEqual(['x'])
  })
})

describe('remove', () => {
  it('leaves the file of a completed download', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    rill.engine.removal.remove([id])
    expect(rill.engine.queries.list()).toEqual([])
    expect(await idsAfterRestart(rill)).toEqual([])
    expect(await rill.names()).toEqual(['x'])
  })

  it('deletes the unfinished file of a failed download', async () => {
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
    rill.engine.removal.remove([id])
    await rill.stop()
    expect(await rill.names()).toEqual([])
  })
})
