import {
  chunkedUnknownLength,
  endlessHead,
  goodServer,
  type Handler,
  lies,
  noRangeServer,
  type PlannedAnswer,
  rawAnswer,
  rawBody,
  rawHead,
  slowHead,
  statusOnly,
  withHeaders,
  without,
} from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen } from './breaks'
import { FILE, MIB, SMALL_FILE } from './files'

const BINARY = { 'Content-Type': 'application/octet-stream' }
const CLOSING = { ...BINARY, Connection: 'close' }
const LENGTH = SMALL_FILE.lengthBytes

const withLength = (lengthLines: string): Handler =>
  rawBody(SMALL_FILE, {
    head: `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n${lengthLines}\r\n\r\n`,
  })

/** Answers GET well, and HEAD as `head` does. */
const headDiffers =
  (head: Handler): Handler =>
  (exchange) =>
    (exchange.request.method === 'HEAD' ? head : goodServer(FILE))(exchange)

/** Servers whose heads are odd, huge, late or wrong (RFC 9112). */
export const HEADS: BadServers = {
  'http-1.0': {
    does: 'speaks HTTP/1.0, without keep-alive and without ranges',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () =>
      rawBody(SMALL_FILE, {
        head: rawHead('HTTP/1.0 200 OK', { ...BINARY, 'Content-Length': `${LENGTH}` }),
      }),
  },
  'early-hints': {
    does: 'sends 103 Early Hints before its answer',
    rill: 'right',
    serves: () => (exchange) => {
      exchange.response.writeEarlyHints({ link: '</style.css>; rel=preload' })
      return goodServer(FILE)(exchange)
    },
  },
  'closes-each-time': {
    does: 'wants a new connection for every request',
    rill: 'right',
    serves: () => lies(FILE, (good) => withHeaders(good, { connection: 'close' })),
  },
  'header-slow': {
    does: 'sends its header eight bytes at a time',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => slowHead(SMALL_FILE),
  },
  'header-endless': {
    does: 'sends one header line after another, for ever',
    rill: 'stalled',
    patience: { stallMs: 200, maxTries: 2 },
    serves: () => endlessHead(),
  },
  'header-enormous': {
    does: 'sends a header of one megabyte',
    rill: 'server-error',
    serves: () =>
      rawAnswer(rawHead('HTTP/1.1 200 OK', { ...CLOSING, 'X-Filler': 'x'.repeat(MIB) })),
  },
  'content-length-negative': {
    does: 'announces a negative length',
    rill: 'server-error',
    serves: () => withLength('Content-Length: -5'),
  },
  'content-length-words': {
    does: 'announces a length in words',
    rill: 'server-error',
    serves: () => withLength('Content-Length: many'),
  },
  'content-length-twice': {
    does: 'announces two different lengths',
    rill: 'server-error',
    serves: () => withLength(`Content-Length: ${LENGTH}\r\nContent-Length: 5`),
  },
  'content-length-and-chunks': {
    does: 'announces a length and sends chunks, which leaves open where the file ends',
    rill: 'server-error',
    serves: () => withLength(`Content-Length: ${LENGTH}\r\nTransfer-Encoding: chunked`),
  },
  'not-http': {
    does: 'speaks SSH',
    rill: 'server-error',
    serves: () => rawAnswer('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n'),
  },
  'head-lies': {
    does: 'answers HEAD with another length, another type and no ranges',
    rill: 'right',
    serves: () => headDiffers(statusOnly(200, { 'content-length': '5' })),
  },
  'head-refused': {
    does: 'answers HEAD with 405',
    rill: 'right',
    serves: () => headDiffers(statusOnly(405)),
  },
  'type-missing': {
    does: 'sends neither a media type nor a length nor anything else about the file',
    rill: 'right',
    serves: () =>
      lies(FILE, (good) => without(good, 'content-type', 'etag', 'last-modified', 'accept-ranges')),
  },
  'validators-nonsense': {
    does: 'writes a Last-Modified that is no date and an ETag without quotes, and breaks off once',
    rill: 'right',
    serves: () => {
      const nonsense = (good: PlannedAnswer) => withHeaders(good, { 'last-modified': 'yesterday' })
      return breaksThen(lies(FILE, nonsense, { etag: 'abc' }), {
        first: (file, cut) => lies(file, nonsense, { ...cut, etag: 'abc' }),
      })
    },
  },
  'length-alone': {
    does: 'has no ranges and no validators, and says nothing but the length',
    rill: 'right',
    serves: () => noRangeServer(FILE, { etag: null, lastModified: null }),
  },
  'nothing-said': {
    does: 'sends chunks without validators, so that nothing proves the file',
    rill: 'right',
    serves: () => chunkedUnknownLength(FILE, { etag: null, lastModified: null }),
  },
}
