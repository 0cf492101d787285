import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { fileBody, Gate, goodServer, startServer, type TestServer } from '../servers'
import { CLI } from './run-rill'

const MIB = 1024 * 1024
const CTRL_C = '\u0003'

// util-linux's: it runs a command on a terminal of its own.
const hasTerminal =
  process.platform === 'linux' &&
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout.includes('util-linux')

let home: string
let gate: Gate
let server: TestServer

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rill-cli-'))
  gate = new Gate(2 * MIB)
  server = await startServer({
    '/a-file-with-a-long-name.iso': goodServer(fileBody(81, 4 * MIB), { gate }),
    '/b.iso': goodServer(fileBody(82, 4 * MIB), { gate }),
  })
})

afterEach(async () => {
  await server.close()
  await rm(home, { recursive: true, force: true })
})

/** Runs it on a terminal so many columns wide; `type` writes to its keyboard. */
function onTerminal(columns: number, env: Readonly<Record<string, string>> = {}) {
  const links = ['/a-file-with-a-long-name.iso', '/b.iso'].map((path) => server.url(path))
  const args = ['get', '--data-dir', join(home, 'data'), '-d', join(home, 'files'), ...links]
  const command = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn(
    'script',
    ['-qec', `stty cols ${columns} rows 24; exec ${command}`, '/dev/null'],
    {
      // Electron is a Node only if it is told so.
      env: { PATH: process.env.PATH, ELECTRON_RUN_AS_NODE: '1', TERM: 'xterm-256color', ...env },
    },
  )
  let shown = ''
  const watchers = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    for (const look of watchers) look()
  })
  return {
    shown: () => shown,
    shows: (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stripVTControlCharacters(shown).includes(text)) resolve()
        }
        watchers.add(look)
        child.once('close', () => reject(new Error(`ended without "${text}": ${shown}`)))
        look()
      }),
    type: (keys: string): void => {
      child.stdin.write(keys)
    },
    status: new Promise<number | null>((resolve) => child.once('close', resolve)),
  }
}

describe.skipIf(!hasTerminal)('on a terminal (needs script of util-linux)', () => {
  it.each([80, 40])('shows each file and all of them in %d columns', async (columns) => {
    const rill = onTerminal(columns)
    await rill.shows('0 of 2 done')
    await rill.shows('b.iso  ')
    gate.open()
    await rill.shows('Completed')
    expect(await rill.status).toBe(0)
    const progress = stripVTControlCharacters(rill.shown())
      .split(/\r?\n/u)
      .filter((line) => line.includes(' %'))
    expect(progress.length).toBeGreaterThan(0)
    for (const line of progress) expect(stringWidth(line), line).toBeLessThan(columns)
  })

  it('saves its state on Ctrl+C and shows the cursor again', async () => {
    const rill = onTerminal(80)
    await rill.shows('0 of 2 done')
    rill.type(CTRL_C)
    expect(await rill.status).toBe(130)
    expect(rill.shown()).toContain('Interrupted b.iso')
    expect(rill.shown().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      rill.shown().lastIndexOf('\u001b[?25l'),
    )
  })

  it.each([
    ['colours what is complete', {}, true],
    ['leaves colours to NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_, env, expected) => {
    gate.open()
    const rill = onTerminal(80, env)
    expect(await rill.status).toBe(0)
    expect(rill.shown()).toContain('Completed')
    expect(rill.shown().includes('\u001b[32m')).toBe(expected)
  })

  it('writes plain lines where the cursor cannot move', async () => {
    gate.open()
    const rill = onTerminal(80, { TERM: 'dumb' })
    expect(await rill.status).toBe(0)
    expect(rill.shown()).not.toContain('\u001b')
    expect(rill.shown()).toContain('b.iso -> ')
  })
})
