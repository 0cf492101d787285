import {
  connectionLimit,
  connectionQueue,
  failsThenRecovers,
  goodServer,
  newestConnectionWins,
  refusesWhileBusy,
  resetsAtOnce,
  restarts,
  retryAfter,
  statusOnly,
  throttled,
} from '../../servers'
import type { BadServers } from './bad-server'
import { FILE, MIB, MIDDLE } from './files'

/** Fast, but not so fast that it is over before anybody else has asked. */
const serve = () => throttled(FILE, 12 * MIB)

/** Servers that have enough to do, or say so (RFC 9110 §10.2.3, RFC 6585 §4). */
export const LIMITS: BadServers = {
  'one-connection': {
    does: 'serves one connection, and answers 503 to the others',
    rill: 'right',
    serves: () => connectionLimit(1, serve()),
  },
  'two-connections-429': {
    does: 'serves two connections, and answers 429 to the others, with a minute to wait',
    rill: 'right',
    serves: () => connectionLimit(2, serve(), statusOnly(429, { 'retry-after': '60' })),
  },
  'one-connection-403': {
    does: 'serves one connection, and answers 403 to the others',
    rill: 'right',
    serves: () => connectionLimit(1, serve(), statusOnly(403)),
  },
  'one-connection-404': {
    does: 'serves one connection, and says to the others that there is no such file',
    rill: 'right',
    serves: () => connectionLimit(1, serve(), statusOnly(404)),
  },
  'one-connection-reset': {
    does: 'serves one connection, and resets the others',
    rill: 'right',
    serves: () => connectionLimit(1, serve(), resetsAtOnce()),
  },
  'one-connection-refused': {
    does: 'does not listen while it serves a connection',
    rill: 'right',
    stands: () => refusesWhileBusy(serve()),
  },
  'one-connection-queue': {
    does: 'serves one connection, and lets the others wait for their turn without a word',
    rill: 'right',
    patience: { stallMs: 2000 },
    serves: () => connectionQueue(1, serve()),
  },
  'newest-connection-wins': {
    does: 'serves one connection, and resets it when another comes',
    rill: 'right',
    serves: () => newestConnectionWins(serve()),
  },
  '429-for-a-second': {
    does: 'answers 429 once, and asks to come back in a second',
    rill: 'right',
    serves: () => retryAfter(1, { status: 429 }, goodServer(FILE)),
  },
  '503-until-a-date': {
    does: 'answers 503 once, and asks to come back at a time of day',
    rill: 'right',
    serves: () => retryAfter(new Date(Date.now() + 1500), {}, goodServer(FILE)),
  },
  '503-for-ever': {
    does: 'answers 503, always',
    rill: 'server-busy',
    serves: () => statusOnly(503),
  },
  '500-for-ever': {
    does: 'answers 500, always',
    rill: 'server-error',
    serves: () => statusOnly(500),
  },
  '408-once': {
    does: 'answers 408 once: it took too long',
    rill: 'right',
    serves: () => failsThenRecovers({ status: 408, times: 1 }, goodServer(FILE)),
  },
  'fails-then-recovers': {
    does: 'answers 500 three times, and is good then',
    rill: 'right',
    serves: () => failsThenRecovers({ status: 500, times: 3 }, goodServer(FILE)),
  },
  restarts: {
    does: 'goes down in the middle, and is back after a third of a second',
    rill: 'right',
    patience: { maxTries: 10_000 },
    stands: () => restarts(FILE, { afterBytes: MIDDLE, downMs: 300 }),
  },
}
