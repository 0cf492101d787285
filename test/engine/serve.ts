import { onTestFinished } from 'vitest'
import { type Handler, type ServerOptions, startServer, type TestServer } from '../servers'

/** A server for one test. */
export async function serve(
  routes: Handler | Readonly<Record<string, Handler>>,
  options: ServerOptions = {},
): Promise<TestServer> {
  const server = await startServer(routes, options)
  onTestFinished(() => server.close())
  return server
}
