import {
  fileBody,
  goodServer,
  type Handler,
  hidesTotal,
  ignoresIfRange,
  ignoresRange,
  type Lie,
  lies,
  noRangeServer,
  shiftedContentRange,
  statusOnly,
  withHeaders,
  without,
} from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen, joinedBy } from './breaks'
import { BIG_FILE, FILE, LATE, MIB, MOST_OF_LATE, SMALL_FILE } from './files'

const TOTAL = FILE.lengthBytes

/** Lies about parts, and is honest about the whole and about what it cannot give. */
const liesInParts = (lie: Lie): Handler =>
  lies(FILE, (good, exchange) => (good.status === 206 ? lie(good, exchange) : good))

/** Lies about parts that begin in the middle. */
const liesInTheMiddle = (lie: Lie): Handler =>
  liesInParts((good, exchange) => (good.start > 0 ? lie(good, exchange) : good))

const contentRange = (value: string): Lie => {
  return (good) => withHeaders(good, { 'content-range': value })
}

/** Refuses every request that has a Range header. */
const refusesRanges =
  (refusal: Handler): Handler =>
  (exchange) =>
    (exchange.record.range === null ? goodServer(FILE) : refusal)(exchange)

/** Sends the file as one part of a body of several (RFC 9110 §14.6), though one was asked for. */
const multipart: Lie = (good) => ({
  ...without(good, 'content-range', 'content-length'),
  headers: {
    ...without(good, 'content-range', 'content-length').headers,
    'content-type': 'multipart/byteranges; boundary=part',
  },
})

const WHOLE = `bytes 0-${TOTAL - 1}/${TOTAL}`

/** Servers that do not understand ranges, or pretend to (RFC 9110 §14). */
export const RANGES: BadServers = {
  'no-ranges': {
    does: 'sends the whole file whatever is asked for, and does not pretend otherwise',
    rill: 'right',
    serves: () => noRangeServer(FILE),
  },
  'range-ignored': {
    does: 'announces ranges, and answers each with 200 and the whole file',
    rill: 'right',
    serves: () => ignoresRange(FILE),
  },
  'range-ignored-later': {
    does: 'breaks off in the middle, and answers 200 with the whole file from then on',
    rill: 'right',
    connections: 1,
    serves: () => breaksThen(ignoresRange(FILE)),
  },
  'range-ignored-late': {
    does: 'breaks off late in a big file, and answers 200 with the whole from then on',
    rill: 'range-ignored',
    files: [BIG_FILE],
    keepsBytes: MOST_OF_LATE,
    connections: 1,
    serves: () => breaksThen(ignoresRange(BIG_FILE), { file: BIG_FILE, atBytes: LATE }),
  },
  'range-forbidden': {
    does: 'answers 403 to every request with a Range header; a refusal is not asked twice',
    rill: 'forbidden',
    serves: () => refusesRanges(statusOnly(403)),
  },
  'range-not-implemented': {
    does: 'answers 501 to every request with a Range header',
    rill: 'right',
    serves: () => refusesRanges(statusOnly(501)),
  },
  'accept-ranges-none': {
    does: 'says that it has no ranges, and answers them nevertheless',
    rill: 'right',
    serves: () => lies(FILE, (good) => withHeaders(good, { 'accept-ranges': 'none' })),
  },
  '200-with-content-range': {
    does: 'sends the right part with its Content-Range, but calls it 200',
    rill: 'right',
    serves: () => breaksThen(liesInParts((good) => ({ ...good, status: 200 }))),
  },
  'part-shifted': {
    does: 'answers every range with one that begins seven bytes further on',
    rill: 'range-ignored',
    serves: () => shiftedContentRange(FILE, 7),
  },
  'part-shifted-later': {
    does: 'answers ranges in the middle with ones that begin seven bytes further on',
    rill: 'right',
    serves: () =>
      breaksThen(
        liesInTheMiddle((good) => {
          const [start, end] = [good.start + 7, Math.min(good.end + 7, TOTAL)]
          const headers = {
            'content-range': `bytes ${start}-${end - 1}/${TOTAL}`,
            'content-length': end - start,
          }
          return { ...withHeaders(good, headers), start, end }
        }),
      ),
  },
  'part-is-the-whole': {
    does: 'answers every range with 206 and a Content-Range of the whole file',
    rill: 'right',
    serves: () =>
      breaksThen(
        liesInParts((good) => ({
          ...withHeaders(good, { 'content-range': WHOLE, 'content-length': TOTAL }),
          start: 0,
          end: TOTAL,
        })),
      ),
  },
  'part-from-the-start': {
    does: 'has the right Content-Range, and below it sends the whole file from its start',
    rill: 'right',
    serves: () =>
      breaksThen(
        liesInTheMiddle((good) => ({
          ...withHeaders(good, { 'content-length': TOTAL }),
          start: 0,
          end: TOTAL,
        })),
      ),
  },
  'part-longer': {
    does: 'goes on to the end of the file whatever end was asked for',
    rill: 'right',
    serves: () =>
      joinedBy(
        liesInParts((good) => ({
          ...withHeaders(good, {
            'content-range': `bytes ${good.start}-${TOTAL - 1}/${TOTAL}`,
            'content-length': TOTAL - good.start,
          }),
          end: TOTAL,
        })),
      ),
  },
  'part-shorter': {
    does: 'never sends more than 1 MiB of a range, and says so',
    rill: 'right',
    serves: () =>
      liesInParts((good) => {
        const end = Math.min(good.end, good.start + MIB)
        const headers = {
          'content-range': `bytes ${good.start}-${end - 1}/${TOTAL}`,
          'content-length': end - good.start,
        }
        return { ...withHeaders(good, headers), end }
      }),
  },
  'part-shorter-unsaid': {
    does: 'sends one byte less than the Content-Range promises',
    rill: 'right',
    serves: () =>
      liesInParts((good) => ({
        ...withHeaders(good, { 'content-length': good.end - good.start - 1 }),
        end: good.end - 1,
      })),
  },
  'content-range-missing': {
    does: 'answers ranges with 206 and no Content-Range',
    rill: 'right',
    serves: () => liesInParts((good) => without(good, 'content-range')),
  },
  'content-range-always-missing': {
    does: 'answers everything, even a request without a range, with 206 and no Content-Range',
    rill: 'range-ignored',
    serves: () => lies(FILE, (good) => ({ ...without(good, 'content-range'), status: 206 })),
  },
  'content-range-nonsense': {
    does: 'writes a Content-Range that is no range: -0.99999998516848',
    rill: 'right',
    serves: () => liesInParts(contentRange('-0.99999998516848')),
  },
  'content-range-with-equals': {
    does: 'writes Content-Range as if it were Range: bytes=0-9/10',
    rill: 'right',
    serves: () =>
      liesInParts((good, exchange) =>
        contentRange(`bytes=${good.start}-${good.end - 1}/${TOTAL}`)(good, exchange),
      ),
  },
  'content-range-in-capitals': {
    does: 'writes the unit of its Content-Range in capitals',
    rill: 'right',
    serves: () =>
      breaksThen(
        liesInParts((good, exchange) =>
          contentRange(`BYTES ${good.start}-${good.end - 1}/${TOTAL}`)(good, exchange),
        ),
      ),
  },
  'total-unknown': {
    does: 'sends parts of 1 MiB and does not say of how many bytes in all',
    rill: 'right',
    serves: () => hidesTotal(FILE, MIB),
  },
  'total-changes': {
    does: 'names another total in the answers that begin in the middle',
    rill: 'right',
    serves: () =>
      breaksThen(
        liesInTheMiddle((good, exchange) =>
          contentRange(`bytes ${good.start}-${good.end - 1}/${TOTAL + 100}`)(good, exchange),
        ),
      ),
  },
  'total-too-big': {
    does: 'says that there are a thousand bytes more than it has',
    rill: 'file-changed',
    serves: () =>
      liesInParts((good, exchange) =>
        contentRange(`bytes ${good.start}-${good.end - 1}/${TOTAL + 1000}`)(good, exchange),
      ),
  },
  'total-too-small': {
    does: 'names a total that is smaller than the last position it sends',
    rill: 'right',
    serves: () => liesInParts(contentRange(`bytes 0-${TOTAL - 1}/${TOTAL - 100}`)),
  },
  multipart: {
    does: 'answers a single range with multipart/byteranges',
    rill: 'right',
    serves: () => liesInParts(multipart),
  },
  '416-in-the-middle': {
    does: 'breaks off in the middle, and answers 416 to every range that begins there',
    rill: 'right',
    connections: 1,
    serves: () =>
      breaksThen((exchange) =>
        ((exchange.record.range?.start ?? 0) > 0 ? statusOnly(416) : goodServer(FILE))(exchange),
      ),
  },
  '416-always': {
    does: 'answers 416 to every range, the whole file included',
    rill: 'right',
    serves: () => refusesRanges(statusOnly(416)),
  },
  '416-empty-file': {
    does: 'has an empty file, of which there is no byte to ask for',
    rill: 'right',
    files: [fileBody(0, 0)],
    serves: () => goodServer(fileBody(0, 0)),
  },
  '416-since-it-shrank': {
    does: 'breaks off, and has a shorter file from then on, in which the rest does not exist',
    rill: 'right',
    files: [SMALL_FILE],
    connections: 1,
    serves: () => breaksThen(ignoresIfRange(SMALL_FILE)),
  },
}
