import { spawnSync } from 'node:child_process'

/**
 * Runs a program to its end and returns its standard output. Throws with the end of what it printed
 * if it fails.
 */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && program === 'npm',
    ...options,
  })
  if (result.error) throw result.error
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-15)
    throw new Error(`${program} ${args.join(' ')} failed:\n${output.join('\n')}`)
  }
  return result.stdout ?? ''
}

/** Whether a program is on the PATH. */
export function isInstalled(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}
