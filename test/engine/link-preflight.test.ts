import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CancelledError } from '../../src/main/kernel'
import type { PreflightRequest } from '../../src/shared/adding/drafts'
import {
  fileBody,
  forbidden,
  goodServer,
  type Handler,
  LOGIN,
  needsBasicLogin,
  neverAnswers,
  noRangeServer,
} from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const file = fileBody(301, 3 * 1024 * 1024)

async function preflight(
  rill: SimulatedEngine,
  url: string,
  changes: Partial<PreflightRequest> = {},
) {
  return await rill.engine.preflight.run({
    url,
    dir: rill.dir,
    wishedName: null,
    options: {},
    ...changes,
  })
}

describe('a preflight', () => {
  it('reports name, length and server abilities, and writes nothing', async () => {
    const contentDisposition = `attachment; filename="Big File.iso"`
    const server = await serve({ '/x': goodServer(file, { contentDisposition }) })
    const rill = await startEngine()
    expect(await preflight(rill, server.url('/x'))).toMatchObject({
      name: 'Big File.iso',
      finalUrl: server.url('/x'),
      lengthBytes: file.lengthBytes,
      resumable: true,
      validator: 'strong',
      error: null,
      fileThere: null,
      isPartThere: false,
    })
    expect(rill.engine.queries.list()).toEqual([])
    expect(rill.disk.exists(rill.dir)).toBe(false)
    expect(server.requests).toHaveLength(1)
    await server.waitForRequest(({ over }) => over)
  })

  it('reports a server that cannot resume', async () => {
    const server = await serve({ '/x.bin': noRangeServer(file) })
    const rill = await startEngine()
    expect(await preflight(rill, server.url('/x.bin'))).toMatchObject({
      name: 'x.bin',
      resumable: false,
      error: null,
    })
  })

  it('follows redirects', async () => {
    const redirect: Handler = ({ response }) => {
      response.writeHead(302, { location: '/files/real.iso' }).end()
    }
    const server = await serve({ '/go': redirect, '/files/real.iso': goodServer(file) })
    const rill = await startEngine()
    expect(await preflight(rill, server.url('/go'))).toMatchObject({
      name: 'real.iso',
      finalUrl: server.url('/files/real.iso'),
    })
  })

  it('reports why there is no file', async () => {
    const server = await serve({ '/no': forbidden(), '/locked': needsBasicLogin(goodServer(file)) })
    const rill = await startEngine()
    expect((await preflight(rill, server.url('/no'))).error?.code).toBe('forbidden')
    expect((await preflight(rill, server.url('/locked'))).error?.code).toBe('unauthorized')
    expect(
      (await preflight(rill, server.url('/locked'), { options: { login: LOGIN } })).error,
    ).toBeNull()
    expect((await preflight(rill, 'http://127.0.0.1:1/x')).error?.code).toBe('connection-refused')
  })

  it('reports files of that name in the folder', async () => {
    const server = await serve({ '/x.bin': goodServer(file), '/y.bin': goodServer(file) })
    const rill = await startEngine()
    rill.disk.write(join(rill.dir, 'x.bin'), 'mine')
    rill.disk.write(join(rill.dir, 'y.bin.part'), '')
    expect(await preflight(rill, server.url('/x.bin'))).toMatchObject({
      fileThere: { lengthBytes: 4 },
      isPartThere: false,
    })
    expect(await preflight(rill, server.url('/y.bin'))).toMatchObject({
      fileThere: null,
      isPartThere: true,
    })
    expect(await preflight(rill, server.url('/x.bin'), { wishedName: 'z.bin' })).toMatchObject({
      name: 'z.bin',
      fileThere: null,
    })
  })

  it('neither asks nor waits for a host in back-off', async () => {
    const server = await serve({
      '/busy': ({ response }) => {
        response.writeHead(503, { 'retry-after': '60' }).end()
      },
      '/x': goodServer(file),
    })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/busy'))
    await rill.until(id, ({ waiting }) => waiting !== null)
    const { error } = await preflight(rill, server.url('/x'))
    expect(error).toMatchObject({ code: 'server-busy', facts: { status: 503 } })
    expect(server.requestsOf('/x')).toEqual([])
  })

  it('can be cancelled', async () => {
    const server = await serve(neverAnswers())
    const rill = await startEngine()
    const looking = rill.engine.preflight.run({
      ...{ url: server.url('/x'), dir: rill.dir, wishedName: null, options: {} },
    })
    await server.waitForRequest(() => true)
    looking.cancel()
    await expect(Promise.resolve(looking)).rejects.toBeInstanceOf(CancelledError)
    await server.waitForRequest(({ over }) => over)
  })

  it('does not delay the end of the engine', async () => {
    const server = await serve(neverAnswers())
    const rill = await startEngine()
    const looking = preflight(rill, server.url('/x'))
    const outcome = expect(looking).rejects.toBeInstanceOf(CancelledError)
    await server.waitForRequest(() => true)
    await rill.stop()
    await outcome
  })
})

describe('the free space', () => {
  it('is reported for a folder that does not exist yet', async () => {
    const rill = await startEngine()
    expect(await rill.engine.preflight.freeBytes(join(rill.dir, 'new'))).toBeGreaterThan(0)
  })
})
