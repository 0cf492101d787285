import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { runEngine } from '../../src/main/io/run-engine'
import { tempFolder } from '../io/temp-folder'
import { fileBody, Gate, goodServer, serve } from '../servers'

const MIB = 1024 * 1024
const file = fileBody(101, 3 * MIB + 11)

describe('runEngine', () => {
  const start = (home: string, recover: boolean) =>
    runEngine({
      dataDir: join(home, 'data'),
      defaultFolder: join(home, 'files'),
      version: '1.2.3',
      recover,
    })

  it('runs the engine on real ports and sends its User-Agent', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const home = tempFolder()
    const { engine, stop, ended } = await start(home, true)
    const folder = engine.settings().folder
    expect(folder).toBe(join(home, 'files'))
    const completed = new Promise<void>((resolve) => {
      engine.subscribe(({ type }) => type === 'completed' && resolve())
    })
    engine.additions.add({ urls: [server.url('/x')], dir: folder, paused: false })
    await completed
    expect(server.requests[0]?.headers['user-agent']).toBe('Rill/1.2.3')
    await stop()
    await expect(ended).resolves.toBeUndefined()
  })

  it('continues unfinished downloads only if told to', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const home = tempFolder()
    const first = await start(home, true)
    const url = server.url('/x')
    const dir = join(home, 'files')
    first.engine.additions.add({ urls: [url], dir, paused: false })
    await server.waitForRequest(() => true)
    await first.stop()

    const second = await start(home, false)
    expect(second.engine.queries.list()).toEqual([])
    expect(second.engine.recovery.continueUnfinished(url, join(home, 'elsewhere'))).toBeNull()
    expect(second.engine.recovery.continueUnfinished(url, dir, 'other name')).toBeNull()
    expect(second.engine.recovery.continueUnfinished(url, dir)).toMatchObject({
      id: 1,
      state: 'queued',
    })
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
