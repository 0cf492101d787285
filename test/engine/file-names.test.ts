import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const MIB = 1024 * 1024
const file = fileBody(81, 5 * MIB + 3)

describe('file names', () => {
  it('never collide with files or with each other', async () => {
    const server = await serve({ '/x.bin': goodServer(file) })
    const rill = await startEngine()
    await rill.get(server.url('/x.bin'))
    rill.disk.write(join(rill.dir, 'x (2).bin'), 'mine')
    const both = [rill.add(server.url('/x.bin')), rill.add(server.url('/x.bin'))]
    for (const { id } of both) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.names()).toEqual(['x (1).bin', 'x (2).bin', 'x (3).bin', 'x.bin'])
    for (const name of ['x.bin', 'x (1).bin', 'x (3).bin']) {
      expect(await rill.sha256(name)).toBe(file.sha256())
    }
  })

  it('give way to a file created during the download', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x.bin': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x.bin'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    rill.disk.write(join(rill.dir, 'x.bin'), 'mine')
    gate.open()
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', name: 'x (1).bin' })
    expect(rill.engine.queries.pathOf(id)).toBe(join(rill.dir, 'x (1).bin'))
    expect(await rill.sha256('x (1).bin')).toBe(file.sha256())
    expect(await rill.names()).toEqual(['x (1).bin', 'x.bin'])
  })

  it('come from the server or the link, and stay in the folder', async () => {
    const contentDisposition = 'attachment; filename="../../evil.bin"'
    const server = await serve({
      '/a': goodServer(file, { contentDisposition }),
      '/dir/b%20c.bin': goodServer(file),
    })
    const rill = await startEngine()
    expect(await rill.get(server.url('/a'))).toMatchObject({ name: 'evil.bin' })
    expect(await rill.get(server.url('/dir/b%20c.bin'))).toMatchObject({ name: 'b c.bin' })
    expect(await rill.names()).toEqual(['b c.bin', 'evil.bin'])
  })
})
