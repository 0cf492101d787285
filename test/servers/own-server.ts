import type { TestServer } from './start-server'

/** A behaviour with its own server, since its port or certificate matters. */
export type OwnServer = Pick<TestServer, 'url' | 'close'>
