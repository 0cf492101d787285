import { type AddressInfo, connect, createServer } from 'node:net'
import type { Handler } from './exchange'
import type { OwnServer } from './own-server'
import { startServer } from './start-server'

/** Stops listening while it serves a client, so the system refuses other connections. */
export async function refusesWhileBusy(handler: Handler): Promise<OwnServer> {
  const behind = await startServer(handler)
  const { port: portBehind } = new URL(behind.origin)
  let port = 0
  let closing = false
  const door = createServer((outer) => {
    door.close()
    const inner = connect(Number(portBehind), '127.0.0.1')
    outer.pipe(inner).pipe(outer)
    outer.on('error', () => inner.destroy())
    inner.on('error', () => outer.destroy())
    outer.on('close', () => {
      inner.destroy()
      if (!closing && !door.listening) door.listen(port, '127.0.0.1')
    })
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  port = (door.address() as AddressInfo).port
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    async close() {
      closing = true
      door.close()
      await behind.close()
    },
  }
}
