import { mkdtemp, open, readdir, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileBody, forbidden, goodServer, startServer, type TestServer } from '../servers'
import { events, type Outcome, runRill } from './run-rill'

const MIB = 1024 * 1024
const BLOCK_BYTES = 4 * MIB
const file = fileBody(91, 3 * BLOCK_BYTES + 17)
let home: string
let server: TestServer
let path: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rill-cli-'))
  server = await startServer({ '/big.bin': goodServer(file), '/secret.bin': forbidden() })
  path = join(home, 'files', 'big.bin')
})

afterEach(async () => {
  await server.close()
  await rm(home, { recursive: true, force: true })
})

const rill = (command: string, ...args: readonly string[]): Promise<Outcome> =>
  runRill(command, '--data-dir', join(home, 'data'), ...args)

const get = (...args: readonly string[]): Promise<Outcome> =>
  rill('get', '-d', join(home, 'files'), ...args)

/** Turns over one byte of the second block. */
async function damage(): Promise<void> {
  const handle = await open(path, 'r+')
  const [byte = 0] = file.read(BLOCK_BYTES + 5, BLOCK_BYTES + 6)
  await handle.write(Buffer.of(byte ^ 0xff), 0, 1, BLOCK_BYTES + 5)
  await handle.close()
}

describe('rill verify', () => {
  it('finds a file unchanged', async () => {
    await get(server.url('/big.bin'))
    expect(await rill('verify', path)).toEqual({
      status: 0,
      stdout: `Unchanged ${path}\n`,
      stderr: '',
    })
    expect(await rill('verify', '--quiet', path)).toMatchObject({ status: 0, stdout: '' })
  })

  it('finds a damaged one, again and again, and get repairs only the damage', async () => {
    await get(server.url('/big.bin'))
    await damage()
    for (let time = 1; time <= 2; time += 1) {
      const { status, stdout, stderr } = await rill('verify', '--json', path)
      expect(status).toBe(1)
      expect(events(stdout)).toEqual([
        expect.objectContaining({ event: 'failed', path, code: 'damaged', retryable: false }),
      ])
      expect(stderr).toContain('rill get')
    }
    const sentBytes = server.bytesSent('/big.bin')
    expect(await get(server.url('/big.bin'))).toMatchObject({ status: 0, stderr: '' })
    expect(server.bytesSent('/big.bin') - sentBytes).toBeLessThan(2 * BLOCK_BYTES)
    const { stdout } = await rill('verify', '--json', path)
    expect(events(stdout)).toEqual([{ event: 'verified', id: expect.any(Number), path }])
    expect(await readdir(join(home, 'files'))).toEqual(['big.bin'])
  })

  it('tells of files that are gone or that it does not know', async () => {
    await get(server.url('/big.bin'))
    await unlink(path)
    const { status, stderr } = await rill('verify', join(home, 'files', 'other.bin'), path)
    expect(status).toBe(1)
    const [unknown = '', gone = '', ...more] = stderr.trimEnd().split('\n')
    expect(unknown).toMatch(/other\.bin: .* has no download of this file$/u)
    expect(gone).toContain(path)
    expect(more).toEqual([])
  })
})

describe('rill log', () => {
  it('tells what happened, without secrets', async () => {
    const link = `${server.url('/big.bin')}?token=hunter2`
    await get('--cookie', 'sid=hunter2', link)
    const { status, stdout, stderr } = await rill('log', path)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain(`link      ${server.url('/big.bin')}\n`)
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}completed /mu)
    expect(stdout).not.toContain('hunter2')
  })

  it('knows nothing of other files', async () => {
    const { status, stdout, stderr } = await rill('log', path)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(path)
  })
})
