import { readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '../../src/main/engine/engine'
import { runEngine } from '../../src/main/io/run-engine'
import { tempFolder } from '../io/temp-folder'
import { fileBody, Gate, goodServer, type TestServer } from '../servers'
import { serve } from '../servers/serve'

const MIB = 1024 * 1024
const file = fileBody(111, MIB)
const other = fileBody(112, 4 * MIB)

/** A home in which `/file` was completed, and `/other` was left in the middle. */
async function cutShort(): Promise<{ home: string; dir: string; server: TestServer; gate: Gate }> {
  const gate = new Gate(MIB)
  const server = await serve({ '/file': goodServer(file), '/other': goodServer(other, { gate }) })
  const home = tempFolder()
  const dir = join(home, 'files')
  const { engine, stop } = await start(home)
  const completed = ended(engine, 1)
  engine.additions.add({ urls: [server.url('/file'), server.url('/other')], dir, paused: false })
  await completed
  await server.waitForRequest(({ path }) => path === '/other')
  await stop()
  gate.open()
  return { home, dir, server, gate }
}

async function start(home: string) {
  const running = await runEngine({
    dataDir: join(home, 'data'),
    defaultFolder: join(home, 'files'),
    version: 'test',
    recover: false,
  })
  onTestFinished(() => running.stop())
  return running
}

/** Resolves when the download ends from now on. */
function ended(engine: Engine, id: number): Promise<void> {
  return new Promise((resolve) => {
    engine.subscribe((event) => {
      if (event.type === 'completed' && event.id === id) resolve()
    })
  })
}

describe('an engine after an interrupted one', () => {
  it('completes a completed download without any request', async () => {
    const { home, dir, server } = await cutShort()
    const { engine } = await start(home)
    const completed = ended(engine, 1)
    expect(engine.recovery.continueUnfinished(server.url('/file'), dir)).toMatchObject({ id: 1 })
    await completed
    expect(engine.queries.get(1)).toMatchObject({
      state: 'completed',
      doneBytes: MIB,
      name: 'file',
    })
    expect(engine.queries.timeline(1).filter(({ kind }) => kind === 'completed')).toHaveLength(1)
    expect(server.requestsOf('/file')).toHaveLength(1)
  })

  it('fetches a completed file again if it is gone', async () => {
    const { home, dir, server } = await cutShort()
    unlinkSync(join(dir, 'file'))
    const { engine } = await start(home)
    const completed = ended(engine, 1)
    engine.recovery.continueUnfinished(server.url('/file'), dir)
    await completed
    expect(engine.queries.get(1)).toMatchObject({
      state: 'completed',
      doneBytes: MIB,
      name: 'file',
    })
    expect(readdirSync(dir)).toContain('file')
    expect(server.requestsOf('/file')).toHaveLength(2)
  })

  it('ignores a file that was not compared with a checksum', async () => {
    const { home, dir, server } = await cutShort()
    const { engine } = await start(home)
    const checksums = [{ algorithm: 'md5', hex: '0'.repeat(32) } as const]
    expect(
      engine.recovery.continueUnfinished(server.url('/file'), dir, undefined, { checksums }),
    ).toBeNull()
    expect(engine.queries.get(1)).toMatchObject({ state: 'completed' })
  })

  it('starts a new download when all had ended', async () => {
    const { home, dir, server } = await cutShort()
    const second = await start(home)
    const completed = [1, 2].map((id) => ended(second.engine, id))
    for (const path of ['/file', '/other'])
      second.engine.recovery.continueUnfinished(server.url(path), dir)
    await Promise.all(completed)
    await second.stop()
    const { engine } = await start(home)
    expect(engine.recovery.continueUnfinished(server.url('/file'), dir)).toBeNull()
  })
})
