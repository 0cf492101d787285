import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cost } from './contender'

/** GNU time: the system's own account of a program and of all that it waited for. */
export const TIME = '/usr/bin/time'

const LIMIT_MS = 15 * 60_000

/** Runs a program to its end. Throws with the end of what it said if it fails or takes for ever. */
export async function timedRun(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Cost> {
  const home = await mkdtemp(join(tmpdir(), 'rill-bench-time-'))
  const account = join(home, 'account')
  try {
    const startedAtMs = performance.now()
    const child = spawn(TIME, ['-q', '-f', '%U %S %M', '-o', account, ...words], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output = `${output}${chunk.toString()}`.slice(-500)
      })
    }
    // The group, for the program is a child of time.
    const endAll = (): boolean => process.kill(-(child.pid ?? 0), 'SIGKILL')
    const limit = setTimeout(endAll, LIMIT_MS)
    process.once('exit', endAll)
    const [status, signal] = (await once(child, 'exit')) as [number | null, string | null]
    process.off('exit', endAll)
    const seconds = (performance.now() - startedAtMs) / 1000
    const endedAtMs = Date.now()
    clearTimeout(limit)
    if (status !== 0) throw new Error(`ended with ${status ?? signal}: ${lastLine(output)}`)
    const [user = 0, system = 0, peakKib = 0] = (await readFile(account, 'utf8'))
      .split(' ')
      .map(Number)
    return { seconds, cpuSeconds: user + system, endedAtMs, peakBytes: peakKib * 1024 }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
