import { describe, expect, it } from 'vitest'
import type { AddDrafts } from '../../src/shared/adding/drafts'
import type { DownloadId } from '../../src/shared/download'
import { fileBody, goodServer, LOGIN, needsBasicLogin } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const file = fileBody(302, 100_000)

function addAll(
  { engine, dir }: SimulatedEngine,
  drafts: AddDrafts['drafts'],
  changes: Partial<AddDrafts> = {},
): DownloadId[] {
  const common = { dir, options: {}, place: 'last', start: 'now' } as const
  return engine.additions.addDrafts({ ...common, drafts, ...changes })
}

function orderOf({ engine }: SimulatedEngine): string[] {
  return engine.queries.list().map(({ name }) => name)
}

describe('added drafts', () => {
  it('have their own name, folder and options', async () => {
    const server = await serve({
      '/a': needsBasicLogin(goodServer(file)),
      '/b': goodServer(file),
    })
    const rill = await startEngine()
    const [first = 0, second = 0] = addAll(
      rill,
      [
        { url: server.url('/a'), wishedName: 'mine.bin', options: { login: LOGIN } },
        { url: server.url('/b'), dir: `${rill.dir}/sub`, options: { headers: { 'x-own': '1' } } },
      ],
      { options: { headers: { 'x-all': '2' }, userAgent: 'Agent/1' } },
    )
    expect(await rill.ended(first)).toMatchObject({ state: 'completed', name: 'mine.bin' })
    expect(await rill.ended(second)).toMatchObject({ state: 'completed', dir: `${rill.dir}/sub` })
    expect(server.requestsOf('/a').at(-1)?.headers).toMatchObject({
      'x-all': '2',
      'user-agent': 'Agent/1',
    })
    expect(server.requestsOf('/b')[0]?.headers).toMatchObject({ 'x-all': '2', 'x-own': '1' })
  })

  it('are checked against their checksums', async () => {
    const server = await serve({ '/x': goodServer(file), '/y': goodServer(file) })
    const rill = await startEngine()
    const checksums = [{ algorithm: 'sha256', hex: file.sha256() } as const]
    const wrong = [{ algorithm: 'sha256', hex: '00'.repeat(32) } as const]
    const [right = 0, other = 0] = addAll(rill, [
      { url: server.url('/x'), options: { checksums } },
      { url: server.url('/y'), options: { checksums: wrong } },
    ])
    expect(await rill.ended(right)).toMatchObject({ state: 'completed', proof: 'checksum' })
    expect(await rill.ended(other)).toMatchObject({ error: { code: 'checksum-mismatch' } })
  })

  it('can go to the front of the queue', async () => {
    const rill = await startEngine()
    addAll(rill, [{ url: 'http://a.example/1' }, { url: 'http://a.example/2' }], {
      start: 'paused',
    })
    addAll(rill, [{ url: 'http://a.example/3' }, { url: 'http://a.example/4' }], {
      start: 'paused',
      place: 'first',
    })
    expect(orderOf(rill)).toEqual(['3', '4', '1', '2'])
  })
})

describe('a download with a start time', () => {
  const HOUR_MS = 3_600_000
  const inAnHour = (rill: SimulatedEngine): { readonly atMs: number } => ({
    atMs: rill.epochMs() + HOUR_MS,
  })

  it('waits without any request, also after a restart', async () => {
    const server = await serve({ '/x': goodServer(file), '/other': goodServer(file) })
    const before = await startEngine()
    const start = inAnHour(before)
    const [id = 0] = addAll(before, [{ url: server.url('/x') }], { start })
    await before.get(server.url('/other'))
    await before.stop()
    const rill = await startEngine({ after: before })
    expect(rill.engine.queries.get(id)).toMatchObject({
      state: 'queued',
      waiting: { reason: 'start-time', error: null, nextAttemptAtMs: start.atMs },
    })
    expect(server.requestsOf('/x')).toEqual([])
  })

  it('starts on time', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const [id = 0] = addAll(rill, [{ url: server.url('/x') }], {
      start: inAnHour(rill),
    })
    const addedAtMs = rill.epochMs()
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'queued' })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', waiting: null })
    expect(rill.epochMs() - addedAtMs).toBeGreaterThanOrEqual(HOUR_MS)
    expect(rill.epochMs() - addedAtMs).toBeLessThan(HOUR_MS + 3_000)
  })

  it('starts at once if Rill was not running then', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const before = await startEngine()
    const [id = 0] = addAll(before, [{ url: server.url('/x') }], {
      start: inAnHour(before),
    })
    await before.stop()
    await before.pass(HOUR_MS)
    const rill = await startEngine({ after: before })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('starts immediately when it is paused and resumed', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const [id = 0] = addAll(rill, [{ url: server.url('/x') }], { start: inAnHour(rill) })
    rill.engine.control.pause([id])
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('keeps its time when all downloads are paused and resumed', async () => {
    const rill = await startEngine()
    const [id = 0] = addAll(rill, [{ url: 'http://127.0.0.1:1/x' }], { start: inAnHour(rill) })
    rill.engine.control.pauseAll()
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused' })
    rill.engine.control.resumeAll()
    expect(rill.engine.queries.get(id)?.waiting).toMatchObject({ reason: 'start-time' })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'queued' })
  })

  it('can be cancelled', async () => {
    const rill = await startEngine()
    const [id = 0] = addAll(rill, [{ url: 'http://127.0.0.1:1/x' }], { start: inAnHour(rill) })
    rill.engine.removal.cancel([id])
    await rill.stop()
    const after = await startEngine({ after: rill })
    expect(after.engine.queries.list()).toEqual([])
  })
})
