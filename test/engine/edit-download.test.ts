import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DownloadView } from '../../src/shared/download'
import {
  fileBody,
  Gate,
  goodServer,
  needsHeader,
  noRangeServer,
  throttled,
} from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(811, 8 * MIB)

const isComing = ({ doneBytes }: DownloadView): boolean => doneBytes > MIB

function kindsOf({ engine }: SimulatedEngine, id: number): string[] {
  return engine.queries.timeline(id).map(({ kind }) => kind)
}

describe('the connection limit of a download', () => {
  it('takes effect immediately', async () => {
    const server = await serve({ '/x': throttled(file, MIB) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ connections }) => connections > 2)
    await rill.engine.editor.edit(id, { connections: 1 })
    await rill.until(id, ({ connections }) => connections === 1)
    expect(rill.engine.queries.details(id)?.plan).toEqual({ most: 1, limitedBy: 'chosen' })
    await rill.engine.editor.edit(id, { connections: 16, limitBytesPerSec: null })
    await rill.until(id, ({ connections }) => connections > 2)
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(rill.engine.queries.timeline(id)).toContainEqual(
      expect.objectContaining({ kind: 'changed', facts: { what: 'connections', to: 1 } }),
    )
  })
})

describe('a changed header', () => {
  it('is sent with the next request', async () => {
    const server = await serve({ '/x': needsHeader('x-key', /^right$/u, goodServer(file)) })
    const rill = await startEngine()
    const view = await rill.get(server.url('/x'))
    expect(view).toMatchObject({ state: 'needs-link' })
    await rill.engine.editor.edit(view.id, { headers: { 'X-Key': 'right' } })
    rill.engine.control.retry([view.id])
    expect(await rill.ended(view.id)).toMatchObject({ state: 'completed' })
  })

  it('is sent by new connections of a running download', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'), { options: { connections: 1 } })
    await rill.until(id, isComing)
    await rill.engine.editor.edit(id, { headers: { 'X-Key': 'new' }, connections: 8 })
    await server.waitForRequest(({ headers }) => headers['x-key'] === 'new')
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })
})

describe('a new folder', () => {
  it('receives the part file, and the download continues there', async () => {
    const gate = new Gate(4 * MIB)
    const server = await serve({ '/x': throttled(file, 4 * MIB, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    const dir = join(rill.dir, 'else', 'where')
    expect(await rill.engine.editor.edit(id, { dir })).toBe('done')
    expect(rill.engine.queries.get(id)).toMatchObject({ dir })
    expect(rill.engine.queries.get(id)?.doneBytes).toBeGreaterThan(MIB)
    expect(await rill.names()).toEqual(['else'])
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', dir })
    expect(rill.engine.queries.pathOf(id)).toBe(join(dir, 'x'))
    expect(await rill.sha256('else/where/x')).toBe(file.sha256())
    expect(kindsOf(rill, id)).toContain('moved')
    expect(kindsOf(rill, id)).not.toContain('restarted')
  })

  it('leaves a paused download paused', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    rill.engine.control.pause([id])
    await rill.engine.editor.edit(id, { dir: join(rill.dir, 'b') })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused', dir: join(rill.dir, 'b') })
    gate.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('b/x')).toBe(file.sha256())
  })

  it('does not start a scheduled download', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const startAtMs = rill.epochMs() + 3_600_000
    const { dir } = rill
    const [id = 0] = rill.engine.additions.addDrafts({
      drafts: [{ url: server.url('/x') }],
      ...{ dir, options: {}, place: 'last', start: { atMs: startAtMs } },
    })
    await rill.engine.editor.edit(id, { dir: join(dir, 'b') })
    expect(rill.engine.queries.get(id)).toMatchObject({
      state: 'queued',
      waiting: { reason: 'start-time', nextAttemptAtMs: startAtMs },
      dir: join(dir, 'b'),
    })
    expect(server.requests).toEqual([])
  })

  it('is refused if the server cannot resume', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': noRangeServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    expect(await rill.engine.editor.edit(id, { dir: join(rill.dir, 'b') })).toBe('must-not-stop')
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', dir: rill.dir })
  })

  it('stays empty if the download is cancelled during the move', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    const moved = rill.engine.editor.edit(id, { dir: join(rill.dir, 'b') })
    rill.engine.removal.cancel([id])
    await moved
    await rill.stop()
    expect((await rill.names()).filter((name) => name !== 'b')).toEqual([])
    expect(rill.disk.names(join(rill.dir, 'b'))).toEqual([])
  })

  it('is reached before the download can go to the trash', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    const moved = rill.engine.editor.edit(id, { dir: join(rill.dir, 'b') })
    rill.engine.trash.put([id])
    expect(rill.engine.queries.get(id)).toMatchObject({ id })
    await moved
    rill.engine.trash.put([id])
    expect(rill.engine.queries.get(id)).toBeUndefined()
    rill.engine.trash.restore([id])
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('b/x')).toBe(file.sha256())
  })

  it('receives a finished file', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    await rill.engine.editor.edit(id, { dir: join(rill.dir, 'b'), name: 'y' })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'completed', name: 'y' })
    expect(await rill.names()).toEqual(['b'])
    expect(await rill.sha256('b/y')).toBe(file.sha256())
  })

  it('is refused if it has a file of that name', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    rill.disk.write(join(rill.dir, 'b', 'x'), 'mine')
    await expect(rill.engine.editor.edit(id, { dir: join(rill.dir, 'b') })).rejects.toMatchObject({
      code: 'name-taken',
    })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'completed', dir: rill.dir })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})

describe('a new name', () => {
  it('is used when a running download finishes', async () => {
    const gate = new Gate(2 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, isComing)
    await rill.engine.editor.edit(id, { name: 'a/b.iso' })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'downloading', name: 'b.iso' })
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', name: 'b.iso' })
    expect(await rill.names()).toEqual(['b.iso'])
  })

  it('is given to a finished file immediately', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    await rill.engine.editor.edit(id, { name: 'y.iso' })
    expect(await rill.names()).toEqual(['y.iso'])
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.get(id)).toMatchObject({ state: 'completed', name: 'y.iso' })
  })
})

describe('a checksum added later', () => {
  it('is compared with the finished file', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = await rill.get(server.url('/x'))
    const right = { algorithm: 'sha256', hex: file.sha256() } as const
    await rill.engine.editor.edit(id, { checksums: [right] })
    await rill.until(id, ({ state, proof }) => state === 'completed' && proof === 'checksum')
    expect(rill.engine.queries.details(id)?.checksums).toEqual([
      { ...right, source: 'person', verdict: 'matches' },
    ])
    const wrong = { algorithm: 'sha256', hex: '0'.repeat(64) } as const
    await rill.engine.editor.edit(id, { checksums: [wrong] })
    await rill.until(id, ({ state }) => state === 'failed')
    expect(rill.engine.queries.details(id)?.checksums).toMatchObject([{ verdict: 'differs' }])
  })
})
