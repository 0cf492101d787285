import { encoded, lies, withHeaders } from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen } from './breaks'
import { FILE, SMALL_FILE } from './files'

/** Servers that compress what was asked for as it is (RFC 9110 §8.4). */
export const ENCODINGS: BadServers = {
  gzip: {
    does: 'sends the file gzipped, and has no ranges',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => encoded(SMALL_FILE, 'gzip'),
  },
  'gzip-chunked': {
    does: 'gzips the file as it sends it, so that nobody knows the length',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => encoded(SMALL_FILE, 'gzip', { length: false }),
  },
  brotli: {
    does: 'sends the file in Brotli',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => encoded(SMALL_FILE, 'br'),
  },
  deflate: {
    does: 'sends the file deflated',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => encoded(SMALL_FILE, 'deflate'),
  },
  'gzip-ranges': {
    does: 'answers ranges with parts of a gzipped copy',
    rill: 'encoded-answer',
    serves: () => encoded(SMALL_FILE, 'gzip', { ranges: true }),
  },
  'gzip-later': {
    does: 'breaks off in the middle, and answers with parts of a gzipped copy from then on',
    rill: 'encoded-answer',
    connections: 1,
    keepsBytes: 1,
    serves: () => breaksThen(encoded(FILE, 'gzip', { ranges: true })),
  },
  'gzip-cut': {
    does: 'gzips the file, and always breaks off before its end',
    rill: 'connection-lost',
    files: [SMALL_FILE],
    serves: () => encoded(SMALL_FILE, 'gzip', { length: false, cutAfterBytes: 100_000 }),
  },
  'gzip-in-name-alone': {
    does: 'says that the file is gzipped, and sends it as it is',
    rill: 'encoded-answer',
    files: [SMALL_FILE],
    serves: () =>
      lies(SMALL_FILE, (good) => ({
        ...withHeaders(good, { 'content-encoding': 'gzip' }),
        status: 200,
      })),
  },
  'gzip-of-an-archive': {
    does: 'calls a .tar.gz, which is one anyway, gzipped',
    rill: 'right',
    path: 'file.tar.gz',
    serves: () =>
      lies(FILE, (good) => ({
        ...withHeaders(good, { 'content-encoding': 'gzip', 'content-type': 'application/gzip' }),
        status: 200,
      })),
  },
  'coding-unknown': {
    does: 'encodes the file in a way that Rill does not know',
    rill: 'encoded-answer',
    serves: () => encoded(SMALL_FILE, 'gzip', { label: 'aws-chunked' }),
  },
  'coding-identity': {
    does: 'says that the coding is none: identity',
    rill: 'right',
    serves: () => lies(FILE, (good) => withHeaders(good, { 'content-encoding': 'identity' })),
  },
}
