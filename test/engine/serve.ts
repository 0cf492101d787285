import type { Routes, TestServer } from '../servers/handlers'
import { worldOfTest } from './world-of-test'

/** A simulated server for one test. */
export async function serve(routes: Routes): Promise<TestServer> {
  return worldOfTest().servers.start(routes)
}
