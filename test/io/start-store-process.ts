import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { StoreProcess } from '../contracts/store-home'

/** Vite's runner, so that TypeScript and the migrations load as they do in the tests. */
const RUNNER = `
  const { runnerImport } = await import('vite')
  const [script, ...args] = process.argv.slice(1)
  process.argv = [process.argv[0], script, ...args]
  await runnerImport(script, { configFile: false })
`

/** Another process with a store in `dataDir`, which has worked in it and lives on. */
export async function startStoreProcess(dataDir: string, url: string): Promise<StoreProcess> {
  const script = join(import.meta.dirname, 'store-process.ts')
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', RUNNER, script, dataDir, url],
    { cwd: join(import.meta.dirname, '..', '..'), stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await Promise.race([
    once(child.stdout.setEncoding('utf8'), 'data'),
    exited.then(() => Promise.reject(new Error('the process ended early'))),
  ])) as [string]
  return {
    id: Number(line),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
