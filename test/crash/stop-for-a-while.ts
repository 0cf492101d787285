import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRill } from '../cli/run-rill'
import { tempFolder } from '../io/temp-folder'
import { type FileBody, throttled } from '../servers'
import { serve } from '../servers/serve'
import { sha256OfFile } from './sha256-of-file'

/** Longer than the silence that the command takes for a stall. */
const HELD_MS = 1_500

/**
 * Downloads a file by `rill get` over eight connections, and holds its process with SIGSTOP in the
 * middle for longer than it lets a connection be silent.
 */
export async function stopForAWhile(what: {
  readonly file: FileBody
  readonly bytesPerSec: number
}): Promise<{ status: number | null; names: string[]; sha256: string }> {
  const { file, bytesPerSec } = what
  const server = await serve({ '/big.bin': throttled(file, bytesPerSec) })
  const home = tempFolder()
  const dir = join(home, 'files')
  const places = ['--data-dir', join(home, 'data'), '-d', dir]
  const { child, outcome } = startRill([
    ...['get', '-q', '-x', '8', '--timeout', '1', ...places],
    server.url('/big.bin'),
  ])
  await server.waitForRequest(() => server.bytesSent('/big.bin') >= file.lengthBytes / 3)
  child.kill('SIGSTOP')
  await sleep(HELD_MS)
  child.kill('SIGCONT')
  const { status } = await outcome
  return {
    status,
    names: (await readdir(dir)).sort(),
    sha256: await sha256OfFile(join(dir, 'big.bin')),
  }
}
