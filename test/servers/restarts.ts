import { setTimeout as sleep } from 'node:timers/promises'
import type { FileBody } from './file-body'
import { Gate } from './gate'
import { goodServer } from './good-server'
import type { OwnServer } from './own-server'
import { startServer } from './start-server'

interface RestartOptions {
  /** Bytes that it sends before it goes down. */
  readonly afterBytes: number
  readonly downMs: number
}

/** Goes down during the first download, and comes back on the same port. */
export async function restarts(
  file: FileBody,
  { afterBytes, downMs }: RestartOptions,
): Promise<OwnServer> {
  const gate = new Gate(afterBytes)
  let server = await startServer(goodServer(file, { gate }))
  const { url, origin } = server
  const down = new AbortController()
  const goesDown = async (): Promise<void> => {
    await gate.held()
    await server.close()
    await sleep(downMs, undefined, { signal: down.signal })
    server = await startServer(goodServer(file), { port: Number(new URL(origin).port) })
  }
  const over = goesDown().catch(() => undefined)
  return {
    url,
    async close() {
      down.abort()
      gate.open()
      await Promise.race([over, sleep(0)])
      await server.close()
    },
  }
}
