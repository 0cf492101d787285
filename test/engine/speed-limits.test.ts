import { describe, expect, it } from 'vitest'
import { fileBody, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(401, 6 * MIB)

describe('a speed limit lifted during the transfer', () => {
  it('of one download ends immediately', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine()
    const [view] = rill.engine.additions.add({
      urls: [server.url('/x')],
      dir: rill.dir,
      paused: false,
      options: { limitBytesPerSec: 64 * 1024 },
    })
    const id = view?.id ?? 0
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    expect(rill.engine.queries.get(id)?.doneBytes).toBeLessThan(2 * MIB)
    await rill.engine.editor.edit(id, { limitBytesPerSec: null })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(rill.engine.queries.timeline(id).map(({ kind }) => kind)).toContain('limited')
  })

  it('of all downloads ends immediately', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const rill = await startEngine({ settings: { limitBytesPerSec: 64 * 1024 } })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    expect(rill.engine.queries.get(id)?.doneBytes).toBeLessThan(2 * MIB)
    rill.engine.updateSettings({ limitBytesPerSec: null })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})
