import { onTestFinished } from 'vitest'
import type { Routes } from './answer-request'
import { type ServerOptions, startServer, type TestServer } from './start-server'

/** A server for one test. */
export async function serve(routes: Routes, options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(routes, options)
  onTestFinished(() => server.close())
  return server
}
