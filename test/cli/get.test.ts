import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  fileBody,
  forbidden,
  goodServer,
  noRangeServer,
  startServer,
  type TestServer,
} from '../servers'
import { events, runRill } from './run-rill'

const file = fileBody(51, 3_000_017)
let home: string
let server: TestServer

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rill-cli-'))
  server = await startServer({
    '/big.bin': goodServer(file),
    '/plain.bin': noRangeServer(file),
    '/small.bin': goodServer(fileBody(52, 10)),
    '/empty.bin': goodServer(fileBody(53, 0)),
    '/secret.bin': forbidden(),
  })
})

afterEach(async () => {
  await server.close()
  await rm(home, { recursive: true, force: true })
})

const get = (...args: string[]) =>
  runRill('get', '--data-dir', join(home, 'data'), '-d', join(home, 'files'), ...args)

async function sha256(name: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(home, 'files', name)))
    .digest('hex')
}

describe('rill get', () => {
  it('brings the right file and nothing else', async () => {
    const { status, stderr } = await get(server.url('/big.bin'))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(await sha256('big.bin')).toBe(file.sha256())
    expect(await readdir(join(home, 'files'))).toEqual(['big.bin'])
  })

  it('brings several files, ranges or not, empty or not', async () => {
    const names = ['big.bin', 'plain.bin', 'small.bin', 'empty.bin']
    const { status } = await get(...names.map((name) => server.url(`/${name}`)))
    expect(status).toBe(0)
    expect((await readdir(join(home, 'files'))).sort()).toEqual([...names].sort())
    expect(await sha256('plain.bin')).toBe(file.sha256())
    expect(await sha256('empty.bin')).toBe(fileBody(53, 0).sha256())
  })

  it('gives the file the name of -o', async () => {
    expect(await get('-o', 'mine.bin', server.url('/small.bin'))).toMatchObject({ status: 0 })
    expect(await readdir(join(home, 'files'))).toEqual(['mine.bin'])
  })

  it('keeps an existing file and numbers the new one', async () => {
    await get(server.url('/small.bin'))
    await writeFile(join(home, 'files', 'small.bin'), 'mine')
    expect(await get(server.url('/small.bin'))).toMatchObject({ status: 0 })
    expect(await readFile(join(home, 'files', 'small.bin'), 'utf8')).toBe('mine')
    expect(await sha256('small (1).bin')).toBe(fileBody(52, 10).sha256())
  })

  it('opens one connection with -x 1', async () => {
    expect(await get('-x', '1', server.url('/big.bin'))).toMatchObject({ status: 0 })
    expect(server.requests).toHaveLength(1)
  })

  it('tells everything with --json, one object a line', async () => {
    const { status, stdout } = await get('--json', server.url('/big.bin'))
    expect(status).toBe(0)
    const [added, started, ...rest] = events(stdout)
    const id = added?.id
    const path = join(home, 'files', 'big.bin')
    expect(added).toEqual({ event: 'added', id, url: server.url('/big.bin') })
    expect(started).toEqual({
      event: 'started',
      id,
      path,
      lengthBytes: file.lengthBytes,
      resumable: true,
    })
    expect(rest.at(-1)).toEqual({
      event: 'completed',
      id,
      path,
      lengthBytes: file.lengthBytes,
      elapsedMs: expect.any(Number),
      proof: 'validator',
    })
    for (const progress of rest.slice(0, -1)) {
      expect(progress).toEqual({
        event: 'progress',
        id,
        doneBytes: expect.any(Number),
        lengthBytes: file.lengthBytes,
        speedBytesPerSec: expect.any(Number),
        connections: expect.any(Number),
      })
    }
  })

  it('ends with 1 and a line about the link that failed', async () => {
    const { status, stderr } = await get(server.url('/none.bin'), server.url('/small.bin'))
    expect(status).toBe(1)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(server.url('/none.bin'))
    expect(stderr).toContain('404')
    expect(await readdir(join(home, 'files'))).toEqual(['small.bin'])
  })

  it('tells a failure with --json by its code', async () => {
    const { status, stdout } = await get('--json', server.url('/secret.bin'))
    expect(status).toBe(1)
    expect(events(stdout).at(-1)).toMatchObject({
      event: 'failed',
      code: 'forbidden',
      message: expect.stringContaining('403'),
      retryable: false,
    })
  })

  it('ends with 2 and one line when it is used wrongly', async () => {
    const wrong = [
      ['get'],
      ['get', '--no-such-option', server.url('/small.bin')],
      ['get', '-x', '0', server.url('/small.bin')],
      ['get', '-x', 'many', server.url('/small.bin')],
      ['get', 'ftp://example.com/a'],
      ['get', '-o', 'name', server.url('/small.bin'), server.url('/big.bin')],
      ['fetch'],
    ]
    for (const args of wrong) {
      const { status, stdout, stderr } = await runRill(...args)
      expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' })
      expect(stderr.trimEnd().split('\n'), args.join(' ')).toHaveLength(1)
    }
    expect(server.requests).toHaveLength(0)
  })

  it('tells its version and its options', async () => {
    expect(await runRill('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' })
    expect(await runRill('get', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--connections'),
    })
  })
})
