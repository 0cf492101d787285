import {
  chunkedUnknownLength,
  fileBody,
  goodServer,
  type Handler,
  heldUntilJoined,
  inTurn,
  lies,
  neverAnswers,
  noRangeServer,
  rawAnswer,
  rawBody,
  rawHead,
  resetsAtOnce,
  resetsMidway,
  shortBody,
  statusOnly,
  throttled,
  withHeaders,
} from '../../servers'
import { Gate } from '../../servers/gate'
import type { BadServers } from './bad-server'
import { FILE, MIB, MIDDLE, SMALL_FILE } from './files'

const BINARY = { 'Content-Type': 'application/octet-stream' }
const ALWAYS = Number.POSITIVE_INFINITY

/** Sends so many bytes of each of its first `times` answers and falls silent. */
function stalls(afterBytes: number, times: number): Handler {
  let left = times
  return (exchange) => {
    left -= 1
    const gate = left >= 0 ? { gate: new Gate(afterBytes) } : {}
    return goodServer(FILE, gate)(exchange)
  }
}

/** Flips a bit in the middle of the file, whose true digest stands in the header (RFC 9530). */
function flipsABit(): Handler {
  const bad = {
    ...SMALL_FILE,
    read(start: number, end: number): Buffer {
      const bytes = SMALL_FILE.read(start, end)
      const at = 150_000 - start
      const byte = bytes[at]
      if (byte !== undefined) bytes[at] = byte ^ 1
      return bytes
    },
  }
  const digest = Buffer.from(SMALL_FILE.sha256(), 'hex').toString('base64')
  return lies(bad, (good) => withHeaders(good, { 'repr-digest': `sha-256=:${digest}:` }))
}

/** Servers whose bodies break, stall, or have no end. */
export const BODIES: BadServers = {
  'short-body': {
    does: 'closes the connection in good order before the announced length is sent, three times',
    rill: 'right',
    serves: () => shortBody(FILE, { afterBytes: MIB, times: 3 }),
  },
  'short-body-every-time': {
    does: 'never sends more than 1 MiB of what it announces',
    rill: 'right',
    serves: () => shortBody(FILE, { afterBytes: MIB, times: ALWAYS }),
  },
  'short-body-without-ranges': {
    does: 'has no ranges, and never sends all that it announces',
    rill: 'short-body',
    serves: () => noRangeServer(FILE, { cut: { afterBytes: MIDDLE, how: 'close' } }),
  },
  'no-byte-ever': {
    does: 'announces the file and closes the connection after the head, always',
    rill: 'short-body',
    serves: () => shortBody(FILE, { afterBytes: 0, times: ALWAYS }),
  },
  'reset-midway': {
    does: 'resets the connection in the middle of its first four answers',
    rill: 'right',
    serves: () => resetsMidway(FILE, { afterBytes: MIB, times: 4 }),
  },
  'reset-before-the-head': {
    does: 'resets every connection instead of answering',
    rill: 'connection-lost',
    serves: resetsAtOnce,
  },
  'close-before-the-head': {
    does: 'closes every connection instead of answering',
    rill: 'connection-lost',
    serves: () => rawAnswer(''),
  },
  'body-too-long': {
    does: 'goes on sending after the announced length',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () =>
      rawAnswer(
        Buffer.concat([
          Buffer.from(
            rawHead('HTTP/1.1 200 OK', {
              ...BINARY,
              'Content-Length': `${SMALL_FILE.lengthBytes}`,
            }),
          ),
          SMALL_FILE.read(0, SMALL_FILE.lengthBytes),
          Buffer.from('<p>Thank you for choosing our server!</p>'),
        ]),
      ),
  },
  chunked: {
    does: 'sends chunks and does not say how long the file is',
    rill: 'right',
    serves: () => chunkedUnknownLength(FILE),
  },
  'chunked-cut-once': {
    does: 'sends chunks, and closes the first connection before the last of them',
    rill: 'right',
    serves: () =>
      inTurn(
        chunkedUnknownLength(FILE, { cut: { afterBytes: MIDDLE, how: 'close' } }),
        chunkedUnknownLength(FILE),
      ),
  },
  'chunked-cut': {
    does: 'sends chunks, and always closes the connection before the last of them',
    rill: 'connection-lost',
    serves: () => chunkedUnknownLength(FILE, { cut: { afterBytes: MIDDLE, how: 'close' } }),
  },
  'until-close': {
    does: 'speaks HTTP/1.0, and ends the file by closing the connection',
    rill: 'right',
    serves: () => rawBody(FILE, { head: rawHead('HTTP/1.0 200 OK', BINARY) }),
  },
  'until-close-reset': {
    does: 'ends the file by closing the connection, which is reset in the middle',
    rill: 'connection-lost',
    serves: () =>
      rawBody(FILE, { head: rawHead('HTTP/1.0 200 OK', BINARY), bytes: MIDDLE, ending: 'reset' }),
  },
  'nothing-until-close': {
    does: 'answers 200 without a length, and closes the connection without a byte',
    rill: 'short-body',
    serves: () => rawAnswer(rawHead('HTTP/1.1 200 OK', { ...BINARY, Connection: 'close' })),
  },
  'empty-file': {
    does: 'has an empty file, and no ranges',
    rill: 'right',
    files: [fileBody(0, 0)],
    serves: () => noRangeServer(fileBody(0, 0)),
  },
  'no-content': {
    does: 'answers 204: success, but no file',
    rill: 'http-status',
    serves: () => statusOnly(204),
  },
  'not-modified': {
    does: 'answers 304, although nobody asked whether it was modified',
    rill: 'http-status',
    serves: () => statusOnly(304),
  },
  'stalls-midway': {
    does: 'falls silent after 1 MiB of its first two answers',
    rill: 'right',
    patience: { stallMs: 400 },
    serves: () => stalls(MIB, 2),
  },
  'stalls-every-time': {
    does: 'falls silent after 2 MiB of every answer',
    rill: 'right',
    connections: 1,
    patience: { stallMs: 300 },
    serves: () => stalls(2 * MIB, ALWAYS),
  },
  'stalls-before-the-head': {
    does: 'takes every request and keeps silent',
    rill: 'stalled',
    patience: { stallMs: 150, maxTries: 2 },
    serves: neverAnswers,
  },
  'stalls-others': {
    does: 'answers one connection, and keeps silent to the others while that one runs',
    rill: 'right',
    patience: { stallMs: 400 },
    serves: () =>
      inTurn(throttled(FILE, 8 * MIB), neverAnswers(), neverAnswers(), goodServer(FILE)),
  },
  'slow-connection': {
    does: 'sends 20 kB a second to its second connection, and is fast on the others',
    rill: 'right',
    serves: () =>
      heldUntilJoined(
        MIB,
        1000,
        (gate) => goodServer(FILE, { gate }),
        inTurn(throttled(FILE, 20_000), throttled(FILE, 20 * MIB)),
      ),
  },
  'dripping-connection': {
    does: 'sends one byte a second to its second connection, and is fast on the others',
    rill: 'right',
    serves: () => inTurn(throttled(FILE, 4 * MIB), throttled(FILE, 1), throttled(FILE, 4 * MIB)),
  },
  drips: {
    does: 'sends a file of ten bytes, twenty per second, which is slow but no stall',
    rill: 'right',
    files: [fileBody(1, 10)],
    patience: { stallMs: 5000 },
    serves: () => throttled(fileBody(1, 10), 20),
  },
  'flips-a-bit': {
    does: 'gives the SHA-256 of the file in Repr-Digest, and sends one bit of it wrong',
    rill: 'checksum-mismatch',
    serves: flipsABit,
  },
  'digest-nonsense': {
    does: 'writes a Repr-Digest that nobody can read',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () =>
      lies(SMALL_FILE, (good) => withHeaders(good, { 'repr-digest': 'sha-256=deadbeef; md5' })),
  },
}
