import { existsSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { heldBytes } from '../cli/held-bytes'
import { type RealEngine, startRealEngine } from '../engine-real/start-real-engine'
import { type FileBody, fileBody } from '../servers'
import { missing, type RunningServer, runServer } from './run-server'
import type { LoggedRequest, ServerKind } from './server-kind'

const MIB = 1024 * 1024
const NAMED = 'naïve ☃ & 100% (a+b) #1.bin'

const plain = fileBody(201, 3 * MIB + 7)
const big = fileBody(202, 20 * MIB + 11)
const several = fileBody(206, 8 * MIB + 11)
const middling = fileBody(207, 4 * MIB + 11)

/** A folder's file, as last written on the given day of 2026. */
export function writeFile(root: string, name: string, bytes: Buffer, day = 1): void {
  const path = join(root, name)
  // A file in a place of its own first: a server that sends the old one goes on with it.
  writeFileSync(`${path}.new`, bytes)
  const when = new Date(Date.UTC(2026, 0, day))
  utimesSync(`${path}.new`, when, when)
  renameSync(`${path}.new`, path)
}

export const bytesOf = (file: FileBody): Buffer => file.read(0, file.lengthBytes)

/** Downloads at least a MiB of the link and stops. */
export async function partly(url: string, connections = 1): Promise<RealEngine> {
  const rill = await startRealEngine({ settings: { connectionsPerDownload: connections } })
  const { id } = rill.add(url)
  await rill.until(id, ({ doneBytes }) => doneBytes >= MIB)
  await rill.stop()
  return rill
}

/** The request for a path from one of the bytes `[start, end)` on, as soon as it is over. */
export function logged(
  server: RunningServer,
  path: string,
  { start, end } = { start: 0, end: 1 },
): Promise<LoggedRequest> {
  const isIt = ({ range }: LoggedRequest): boolean =>
    range !== null && range.start >= start && range.start < end
  return vi.waitUntil(() => server.requestsOf(path).find(isIt), { timeout: 30_000 })
}

/** What every server of the wild has to bear, and what only this one does. */
export function describeServer(
  kind: ServerKind,
  own?: (server: () => RunningServer) => void,
): void {
  const lack = missing(kind)

  describe.skipIf(lack !== null)(lack === null ? kind.name : `${kind.name} (${lack})`, () => {
    let server: RunningServer

    beforeAll(async () => {
      server = await runServer(kind)
      for (const [name, file] of [
        ['plain.bin', plain],
        ['big.bin', big],
        [NAMED, plain],
        ['empty.bin', fileBody(203, 0)],
      ] as const) {
        writeFile(server.root, name, bytesOf(file))
      }
    })

    afterAll(() => server.stop())

    it('gives a file with its first request', async () => {
      const rill = await startRealEngine()
      expect(await rill.get(server.url('/plain.bin'))).toMatchObject({
        state: 'completed',
        lengthBytes: plain.lengthBytes,
        resumable: true,
        proof: 'validator',
      })
      expect(await rill.sha256('plain.bin')).toBe(plain.sha256())
      expect(await logged(server, '/plain.bin')).toMatchObject({
        status: 206,
        range: { start: 0, end: null },
      })
    })

    it('gives an empty file', async () => {
      const rill = await startRealEngine()
      expect(await rill.get(server.url('/empty.bin'))).toMatchObject({
        state: 'completed',
        lengthBytes: 0,
      })
      expect(await rill.names()).toEqual(['empty.bin'])
    })

    it('names a file as its link does', async () => {
      const rill = await startRealEngine()
      const view = await rill.get(server.url(`/${encodeURIComponent(NAMED)}`))
      expect(view).toMatchObject({ state: 'completed', name: NAMED })
      expect(await rill.sha256(NAMED)).toBe(plain.sha256())
    })

    it('says that there is no such file', async () => {
      const rill = await startRealEngine()
      expect(await rill.get(server.url('/nothing.bin'))).toMatchObject({
        state: 'failed',
        error: { code: 'not-found' },
      })
      expect(existsSync(join(rill.dir, 'nothing.bin'))).toBe(false)
    })

    it('does not compress what is asked for plain', async () => {
      const text = Buffer.from('the same line again\n'.repeat(200_000))
      writeFile(server.root, 'text.txt', text)
      const headers = { 'accept-encoding': 'gzip' }
      const squeezed = await fetch(server.url('/text.txt'), { headers })
      expect(squeezed.headers.get('content-encoding')).toBe('gzip')
      await squeezed.body?.cancel()
      const rill = await startRealEngine()
      expect(await rill.get(server.url('/text.txt'))).toMatchObject({
        state: 'completed',
        lengthBytes: text.byteLength,
      })
      expect(readFileSync(join(rill.dir, 'text.txt')).equals(text)).toBe(true)
    })

    it('sends a file over up to eight connections', async () => {
      const rill = await startRealEngine({ settings: { connectionsPerDownload: 8 } })
      const { id } = rill.add(server.url('/slow/big.bin'))
      // How many of the eight pay is for the engine to find out; a few it opens at once.
      if (kind.canThrottle) await rill.until(id, ({ connections }) => connections >= 4)
      expect(await rill.ended(id)).toMatchObject({ state: 'completed', proof: 'validator' })
      expect(await rill.sha256('big.bin')).toBe(big.sha256())
    })

    it('goes on with its answer after a pause', async () => {
      writeFile(server.root, 'paused.bin', bytesOf(big))
      const rill = await startRealEngine({ settings: { connectionsPerDownload: 1 } })
      const { id } = rill.add(server.url('/paused.bin'))
      await rill.until(id, ({ doneBytes }) => doneBytes > 0)
      rill.engine.control.pause([id])
      expect(rill.engine.queries.get(id)).toMatchObject({ state: 'paused' })
      rill.engine.control.resume([id])
      expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
      expect(await rill.sha256('paused.bin')).toBe(big.sha256())
      expect(await logged(server, '/paused.bin')).toMatchObject({ status: 206 })
      expect(server.requestsOf('/paused.bin')).toHaveLength(1)
    })

    it('continues after a pause that lets the connections go', async () => {
      writeFile(server.root, 'left.bin', bytesOf(several))
      const rill = await startRealEngine({ policy: { pauseGraceMs: 0 } })
      const { id } = rill.add(server.url('/slow/left.bin'))
      await rill.until(id, ({ doneBytes }) => doneBytes >= MIB)
      rill.engine.control.pause([id])
      await rill.until(id, ({ connections }) => connections === 0)
      expect(rill.engine.queries.get(id)?.doneBytes).toBeLessThan(several.lengthBytes)
      rill.engine.control.resume([id])
      expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
      expect(await rill.sha256('left.bin')).toBe(several.sha256())
    })

    it('continues where an engine stopped, by its ETag', async () => {
      writeFile(server.root, 'stopped.bin', bytesOf(middling))
      const before = await partly(server.url('/slow/stopped.bin'))
      const held = heldBytes(before.dataDir)
      const after = await startRealEngine({ after: before })
      expect(await after.ended(1)).toMatchObject({ state: 'completed', proof: 'validator' })
      expect(await after.sha256('stopped.bin')).toBe(middling.sha256())
      const goesOn = await logged(server, '/slow/stopped.bin', { start: held, end: held + 1 })
      expect(goesOn).toMatchObject({ status: 206, ifRange: expect.stringMatching(kind.etag) })
    })

    it('continues all connections of an engine that stopped', async () => {
      writeFile(server.root, 'all.bin', bytesOf(several))
      const before = await partly(server.url('/slow/all.bin'), 8)
      const after = await startRealEngine({ after: before })
      expect(await after.ended(1)).toMatchObject({ state: 'completed', proof: 'validator' })
      expect(await after.sha256('all.bin')).toBe(several.sha256())
      expect(await after.names()).toEqual(['all.bin'])
    })

    it('has another version of a file that is half here, and it is told', async () => {
      const newer = fileBody(204, middling.lengthBytes)
      writeFile(server.root, 'changed.bin', bytesOf(middling), 1)
      const before = await partly(server.url('/slow/changed.bin'))
      writeFile(server.root, 'changed.bin', bytesOf(newer), 2)
      const after = await startRealEngine({ after: before, policy: { restartBelowBytes: 0 } })
      expect(await after.ended(1)).toMatchObject({
        state: 'failed',
        error: { code: 'file-changed' },
      })
      expect(await after.names()).toEqual(['changed.bin.part'])
      after.engine.control.retry([1])
      expect(await after.ended(1)).toMatchObject({ state: 'completed' })
      expect(await after.sha256('changed.bin')).toBe(newer.sha256())
    })

    it('gets another version of a file that it sends, and never are two mixed', async () => {
      const newer = fileBody(205, middling.lengthBytes)
      writeFile(server.root, 'changing.bin', bytesOf(middling), 1)
      const rill = await startRealEngine()
      const { id } = rill.add(server.url('/slow/changing.bin'))
      await rill.until(id, ({ doneBytes }) => doneBytes > 0)
      writeFile(server.root, 'changing.bin', bytesOf(newer), 2)
      const { state } = await rill.ended(id)
      if (state === 'failed') rill.engine.control.retry([id])
      expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
      const versions = [middling.sha256(), newer.sha256()]
      expect(versions).toContain(await rill.sha256('changing.bin'))
    })

    own?.(() => server)
  })
}
