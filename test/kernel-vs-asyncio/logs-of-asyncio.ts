import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Log, Program } from './program'

const INTERPRETER = fileURLToPath(new URL('./asyncio_interpreter.py', import.meta.url))

/** The oldest minor version of Python 3 that has what the language needs. */
const OLDEST = 11

/** The version of a Python, such as `3.11.7`; null if there is none that can be compared with. */
export function versionOfPython(command: string): string | null {
  const said = spawnSync(command, ['--version'], { encoding: 'utf8' })
  if (said.error !== undefined) return null
  const version = /^Python (3\.(\d+)\.\d+)/.exec(said.stdout)
  if (version === null || Number(version[2]) < OLDEST) return null
  return version[1] ?? null
}

/** Runs programs on asyncio, all in one process. */
export async function logsOfAsyncio(
  command: string,
  programs: readonly Program[],
): Promise<readonly Log[]> {
  const printed = await new Promise<string>((resolve, reject) => {
    const python = execFile(
      command,
      [INTERPRETER],
      { maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else reject(new Error(`asyncio_interpreter.py failed: ${stderr}`, { cause: error }))
      },
    )
    python.stdin?.end(JSON.stringify(programs))
  })
  return JSON.parse(printed) as readonly Log[]
}
