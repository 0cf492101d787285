import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(83, 5 * MIB + 3)

const soon = { policy: { undoMs: 0 } }

/** Resolves when the engine announces that the download left the list. */
function removed({ engine }: SimulatedEngine, id: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.subscribe((event) => {
      if (event.type !== 'removed' || event.id !== id) return
      stop()
      resolve()
    })
  })
}

/** The ids that a new engine lists on the same state. */
async function idsAfterRestart(before: SimulatedEngine): Promise<number[]> {
  await before.stop()
  const after = await startEngine({ after: before })
  return after.engine.queries.list().map(({ id }) => id)
}

describe('a download in the trash', () => {
  it('leaves the list and stops, and continues when restored', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    const before = await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    const left = removed(rill, id)
    rill.engine.trash.put([id])
    await left
    expect(rill.engine.queries.list()).toEqual([])
    expect(rill.engine.queries.get(id)).toBeUndefined()
    expect(rill.engine.queries.totals().active).toBe(0)
    expect(rill.engine.queries.anyAllows('pause')).toBe(false)
    expect(rill.engine.trash.list()).toEqual([{ id, untilMs: expect.any(Number) }])
    gate.open()
    rill.engine.trash.restore([id])
    expect(rill.engine.trash.list()).toEqual([])
    expect(rill.engine.queries.get(id)?.doneBytes).toBeGreaterThanOrEqual(before.doneBytes)
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(server.requests.filter(({ range }) => range === null)).toEqual([])
  })

  it('is restored with its state and place', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const failed = await rill.get(server.url('/none'))
    const completed = await rill.get(server.url('/x'))
    const paused = rill.add(server.url('/x'), { paused: true })
    const before = rill.engine.queries.list()
    const ids = [failed.id, completed.id, paused.id]
    rill.engine.trash.put([...ids, ...ids, 99])
    expect(rill.engine.queries.list()).toEqual([])
    rill.engine.trash.restore([...ids, 99])
    expect(rill.engine.queries.list()).toEqual(before)
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.list()).toEqual(before)
  })

  it('records trash and restore in its timeline', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const completed = await rill.get(server.url('/x'))
    const paused = rill.add(server.url('/x'), { paused: true })
    const ids = [completed.id, paused.id]
    rill.engine.trash.put(ids, true)
    rill.engine.trash.restore(ids)
    for (const id of ids) {
      const told = rill.engine.queries.timeline(id).slice(-2)
      expect(told.map(({ kind, facts }) => [kind, facts])).toEqual([
        ['trashed', { withFile: 'yes' }],
        ['restored', {}],
      ])
    }
  })

  it('is purged after a while, with its unfinished file', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.engine.trash.put([id])
    await server.waitForRequest(({ over }) => over)
    await rill.eventually(() => rill.disk.names(rill.dir).length === 0)
    rill.engine.trash.restore([id])
    expect(rill.engine.queries.list()).toEqual([])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('keeps its finished file unless told otherwise', async () => {
    const server = await serve({ '/x': goodServer(file), '/y': goodServer(file) })
    const rill = await startEngine(soon)
    const one = await rill.get(server.url('/x'))
    const other = await rill.get(server.url('/y'))
    rill.engine.trash.put([one.id])
    rill.engine.trash.put([other.id], true)
    await rill.eventually(() => !rill.disk.exists(join(rill.dir, 'y')))
    expect(await rill.names()).toEqual(['x'])
    expect(await idsAfterRestart(rill)).toEqual([])
  })

  it('does not delete a file that was replaced', async () => {
    const server = await serve({ '/x': goodServer(file), '/y': goodServer(file) })
    const rill = await startEngine(soon)
    const one = await rill.get(server.url('/x'))
    const other = await rill.get(server.url('/y'))
    rill.disk.write(join(rill.dir, 'x'), 'mine')
    rill.engine.trash.put([one.id, other.id], true)
    await rill.eventually(() => !rill.disk.exists(join(rill.dir, 'y')))
    expect(await rill.names()).toEqual(['x'])
  })

  it('comes back as failed if its unfinished file cannot be deleted', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine(soon)
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.disk.remove(join(rill.dir, 'x.part'))
    rill.disk.makeFolder(join(rill.dir, 'x.part'))
    rill.engine.trash.put([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'failed', error: { code: 'disk-error' } })
  })

  it('can be restored after a restart', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }), '/y': goodServer(file) })
    const rill = await startEngine()
    const done = await rill.get(server.url('/y'))
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.engine.trash.put([id, done.id])
    await rill.stop()
    gate.open()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.list()).toEqual([])
    const trashed = after.engine.trash.list().map((one) => one.id)
    expect(trashed.sort()).toEqual([done.id, id].sort())
    after.engine.trash.restore(trashed)
    expect(after.engine.queries.get(done.id)).toMatchObject({ state: 'completed' })
    expect(await after.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('is purged by the next process when its time is over', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.engine.trash.put([id])
    await rill.stop()
    expect(await rill.names()).toEqual(['x.part'])
    const after = await startEngine({ after: rill, ...soon })
    await after.eventually(() => after.disk.names(after.dir).length === 0)
    expect(after.engine.trash.list()).toEqual([])
  })
})

describe('the actions of many downloads', () => {
  it('are counted and listed', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const failed = await rill.get(server.url('/none'))
    const completed = await rill.get(server.url('/x'))
    const paused = rill.add(server.url('/x'), { paused: true })
    const ids = [failed.id, completed.id, paused.id, paused.id]
    expect(rill.engine.queries.countActions(ids)).toEqual({
      ...{ pause: 0, resume: 1, cancel: 1, retry: 1, remove: 2, changeLink: 2, verify: 1 },
    })
    expect(rill.engine.queries.allowing('remove', ids)).toEqual([failed.id, completed.id])
  })
})
