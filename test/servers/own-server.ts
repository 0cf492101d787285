import type { TestServer } from './start-server'

/** A behaviour that needs a server to itself: its port or its certificate is part of it. */
export type OwnServer = Pick<TestServer, 'url' | 'close'>
