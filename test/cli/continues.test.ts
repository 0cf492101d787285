import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer, startServer, type TestServer, throttled } from '../servers'
import { bytesAskedAgain } from '../support/bytes-asked-again'
import { heldBytes, heldRanges } from './held-bytes'
import { events, type RunningRill, startRill } from './run-rill'

const MIB = 1024 * 1024
const file = fileBody(61, 24 * MIB)
let home: string
let dataDir: string
let gate: Gate
let server: TestServer
const running: RunningRill[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rill-cli-'))
  dataDir = join(home, 'data')
  gate = new Gate(16 * MIB)
  server = await startServer({
    '/big.bin': throttled(file, 8 * MIB, { gate }),
    '/other.bin': goodServer(fileBody(62, MIB), { gate }),
  })
})

afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL')
  await server.close()
  await rm(home, { recursive: true, force: true })
})

function get(...args: string[]): RunningRill {
  const dirs = ['--data-dir', dataDir, '-d', join(home, 'files')]
  const rill = startRill(['get', '--json', ...dirs, ...args])
  running.push(rill)
  return rill
}

/** Resolves with the first object of `--json` of which `predicate` holds. */
function waitForEvent(
  { child }: RunningRill,
  predicate: (event: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    let seen = ''
    child.stdout.on('data', (text: string) => {
      seen += text
      const found = events(seen.slice(0, seen.lastIndexOf('\n') + 1)).find(predicate)
      if (found) resolve(found)
    })
    child.once('close', () => reject(new Error(`ended without the event: ${seen}`)))
  })
}

async function sha256(name: string): Promise<string> {
  const bytes = await readFile(join(home, 'files', name))
  return createHash('sha256').update(bytes).digest('hex')
}

describe('rill get, interrupted', () => {
  it('saves its state on SIGINT and goes on with the same command', async () => {
    const first = get(server.url('/big.bin'))
    await waitForEvent(first, ({ doneBytes }) => Number(doneBytes) > 4 * MIB)
    await gate.held()
    first.child.kill('SIGINT')
    const { status, stdout } = await first.outcome
    expect(status).toBe(130)
    expect(events(stdout).at(-1)).toMatchObject({
      event: 'interrupted',
      doneBytes: heldBytes(dataDir),
    })
    expect(await readdir(join(home, 'files'))).toEqual(['big.bin.part'])

    const held = heldRanges(dataDir)
    const before = server.requests.length
    gate.open()
    expect(await get(server.url('/big.bin')).outcome).toMatchObject({ status: 0 })
    expect(await sha256('big.bin')).toBe(file.sha256())
    expect(bytesAskedAgain(server.requests.slice(before), held)).toBe(0)
  })

  it('goes on with the same command after kill -9', async () => {
    const first = get(server.url('/big.bin'))
    await gate.held()
    await expect.poll(() => heldBytes(dataDir)).toBeGreaterThan(4 * MIB)
    first.child.kill('SIGKILL')
    expect(await first.outcome).toMatchObject({ status: null })

    const held = heldRanges(dataDir)
    const before = server.requests.length
    gate.open()
    expect(await get(server.url('/big.bin')).outcome).toMatchObject({ status: 0 })
    expect(await sha256('big.bin')).toBe(file.sha256())
    expect(await readdir(join(home, 'files'))).toEqual(['big.bin'])
    expect(bytesAskedAgain(server.requests.slice(before), held)).toBe(0)
  })

  it.each(['SIGINT', 'SIGKILL'] as const)('has no file twice after %s', async (signal) => {
    const command = ['-j', '1', server.url('/other.bin'), server.url('/big.bin')]
    const first = get(...command)
    await waitForEvent(first, ({ event }) => event === 'completed')
    await gate.held()
    first.child.kill(signal)
    await first.outcome
    gate.open()
    const { status, stdout } = await get(...command).outcome
    expect(status).toBe(0)
    expect(events(stdout).filter(({ event }) => event === 'completed')).toHaveLength(2)
    expect((await readdir(join(home, 'files'))).sort()).toEqual(['big.bin', 'other.bin'])
    expect(server.requestsOf('/other.bin')).toHaveLength(1)
  })

  it('fetches another copy when the same command had ended', async () => {
    gate.open()
    for (const _ of ['once', 'twice']) {
      expect(await get(server.url('/other.bin')).outcome).toMatchObject({ status: 0 })
    }
    const names = await readdir(join(home, 'files'))
    expect(names.sort()).toEqual(['other (1).bin', 'other.bin'])
  })

  it('lets two commands at the same time share a data folder', async () => {
    const both = [get(server.url('/big.bin')), get(server.url('/other.bin'))]
    await gate.held()
    gate.open()
    for (const { outcome } of both) expect(await outcome).toMatchObject({ status: 0, stderr: '' })
    expect(await sha256('big.bin')).toBe(file.sha256())
    expect(await sha256('other.bin')).toBe(fileBody(62, MIB).sha256())
  })

  it('does not let two commands write the same file', async () => {
    const both = [get(server.url('/big.bin')), get(server.url('/big.bin'))]
    await gate.held()
    gate.open()
    for (const { outcome } of both) expect(await outcome).toMatchObject({ status: 0 })
    expect((await readdir(join(home, 'files'))).sort()).toEqual(['big (1).bin', 'big.bin'])
    for (const name of ['big.bin', 'big (1).bin']) expect(await sha256(name)).toBe(file.sha256())
  })
})
