import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'

export const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

export interface Outcome {
  /** null when a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningRill {
  readonly child: ChildProcessWithoutNullStreams
  readonly outcome: Promise<Outcome>
}

export interface RunOptions {
  /** What stands on standard input; nothing, if it is left out. */
  readonly input?: string
  /** Beside the variables of this program. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the built command line as people do, with this program's own Node. */
export function startRill(
  args: readonly string[],
  { input = '', env = {} }: RunOptions = {},
): RunningRill {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  // It need not read it to its end.
  child.stdin.on('error', () => undefined).end(input)
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
  return { child, outcome }
}

export function runRill(...args: string[]): Promise<Outcome> {
  return startRill(args).outcome
}

/** The objects of `--json`, one per line. */
export function events(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
