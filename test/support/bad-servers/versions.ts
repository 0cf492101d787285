import {
  changesWhenLeft,
  type FileOptions,
  fileBody,
  goodServer,
  type Handler,
  ignoresIfRange,
  LAST_MODIFIED,
  lies,
  refusesIfRange,
  roundRobin,
  withHeaders,
} from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen, joinedBy } from './breaks'
import {
  BIG_FILE,
  FILE,
  FILE_SEED,
  LATE,
  MIDDLE,
  MOST_OF_LATE,
  NEW_BIG_FILE,
  NEW_FILE,
  SMALL_FILE,
} from './files'

const UNMARKED = { etag: null, lastModified: null }
const FEBRUARY = new Date('2026-02-03T04:05:06Z')

/** One file before the break and another one after it. */
function changesAtBreak(before: FileOptions, after: Handler): Handler {
  return breaksThen(after, { first: (file, cut) => goodServer(file, { ...cut, ...before }) })
}

const late = { file: BIG_FILE, atBytes: LATE }

/** A log that grows by 64 KiB with every request; `FILE` is its beginning. */
function growing(): Handler {
  let lengthBytes = FILE.lengthBytes
  return (exchange) => {
    lengthBytes += 64 * 1024
    return goodServer(fileBody(FILE_SEED, lengthBytes), UNMARKED)(exchange)
  }
}

/** Servers whose file changes, or seems to (RFC 9110 §8.8, §13.1.5). */
export const VERSIONS: BadServers = {
  'changes-between-connections': {
    does: 'has another file, with another ETag, from the second request on',
    rill: 'right',
    files: [FILE, NEW_FILE],
    serves: () => joinedBy(goodServer(NEW_FILE, { lastModified: FEBRUARY })),
  },
  'changes-at-a-break': {
    does: 'breaks off, and has another file, with another ETag, from then on',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () => breaksThen(goodServer(NEW_FILE, { lastModified: FEBRUARY })),
  },
  'changes-at-a-late-break': {
    does: 'breaks off late in a big file, and has another file from then on',
    rill: 'file-changed',
    files: [BIG_FILE],
    keepsBytes: MOST_OF_LATE,
    connections: 1,
    serves: () => breaksThen(goodServer(NEW_BIG_FILE, { lastModified: FEBRUARY }), late),
  },
  'changes-while-paused': {
    does: 'sends half, waits until it is left, as by a pause, and has another file then',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    pausesAtBytes: MIDDLE,
    serves: () =>
      changesWhenLeft(
        MIDDLE,
        (gate) => goodServer(FILE, { gate }),
        goodServer(NEW_FILE, { lastModified: FEBRUARY }),
      ),
  },
  'changes-while-paused-late': {
    does: 'sends much of a big file, waits until it is left, and has another file then',
    rill: 'file-changed',
    files: [BIG_FILE],
    keepsBytes: MOST_OF_LATE,
    connections: 1,
    pausesAtBytes: LATE,
    serves: () =>
      changesWhenLeft(
        LATE,
        (gate) => goodServer(BIG_FILE, { gate }),
        goodServer(NEW_BIG_FILE, { lastModified: FEBRUARY }),
      ),
  },
  'changes-and-ignores-if-range': {
    does: 'breaks off, and sends parts of another file from then on, asked with If-Range or not',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () => breaksThen(ignoresIfRange(NEW_FILE, { lastModified: FEBRUARY })),
  },
  'changes-and-ignores-if-range-late': {
    does: 'breaks off late in a big file, and sends parts of another from then on',
    rill: 'file-changed',
    files: [BIG_FILE],
    keepsBytes: MOST_OF_LATE,
    connections: 1,
    serves: () => breaksThen(ignoresIfRange(NEW_BIG_FILE, { lastModified: FEBRUARY }), late),
  },
  'date-changes': {
    does: 'has no ETags; breaks off, and has another file with another date from then on',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () =>
      changesAtBreak(
        { etag: null },
        ignoresIfRange(NEW_FILE, { etag: null, lastModified: FEBRUARY }),
      ),
  },
  'length-changes': {
    does: 'has no ETags and no dates; breaks off, and has a longer file from then on',
    rill: 'right',
    files: [BIG_FILE],
    connections: 1,
    serves: () => changesAtBreak(UNMARKED, goodServer(BIG_FILE, UNMARKED)),
  },
  'length-changes-under-one-etag': {
    does: 'breaks off, and has a longer file under the same ETag from then on',
    rill: 'right',
    files: [BIG_FILE],
    connections: 1,
    serves: () => changesAtBreak({ etag: '"one"' }, goodServer(BIG_FILE, { etag: '"one"' })),
  },
  'nothing-tells-of-the-change': {
    does: 'has no ETags and no dates; breaks off, and has another file of the same length',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () => changesAtBreak(UNMARKED, goodServer(NEW_FILE, UNMARKED)),
  },
  'date-hides-the-change': {
    does: 'has no ETags; breaks off, and has another file of the same second and length',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () => changesAtBreak({ etag: null }, goodServer(NEW_FILE, { etag: null })),
  },
  'weak-etag-changes': {
    does: 'has weak ETags alone; breaks off, and has another file of the same length',
    rill: 'right',
    files: [NEW_FILE],
    connections: 1,
    serves: () =>
      changesAtBreak(
        { etag: 'W/"old"', lastModified: null },
        ignoresIfRange(NEW_FILE, { etag: 'W/"new"', lastModified: null }),
      ),
  },
  'weak-etag': {
    does: 'has weak ETags alone, and breaks off once',
    rill: 'right',
    serves: () => {
      const weak = { etag: 'W/"weak"', lastModified: null }
      return changesAtBreak(weak, goodServer(FILE, weak))
    },
  },
  'no-validators': {
    does: 'has neither ETags nor dates, and breaks off once',
    rill: 'right',
    serves: () => changesAtBreak(UNMARKED, goodServer(FILE, UNMARKED)),
  },
  'if-range-refused': {
    does: 'breaks off late in a big file, and answers every If-Range with 200 and the whole',
    rill: 'right',
    files: [BIG_FILE],
    connections: 1,
    serves: () =>
      breaksThen(
        refusesIfRange(BIG_FILE, () => true),
        late,
      ),
  },
  'if-range-takes-dates-alone': {
    does: 'breaks off late in a big file, and answers If-Range with an ETag by 200 and the whole',
    rill: 'right',
    files: [BIG_FILE],
    connections: 1,
    serves: () =>
      breaksThen(
        refusesIfRange(BIG_FILE, (value) => value.startsWith('"')),
        late,
      ),
  },
  'node-etags': {
    does: 'stands before nodes with the same file, which give it different ETags',
    rill: 'right',
    serves: () =>
      joinedBy(
        roundRobin(goodServer(FILE, { etag: '"node 2"' }), goodServer(FILE, { etag: '"node 1"' })),
        FILE,
        { etag: '"node 1"' },
      ),
  },
  'node-etags-at-a-late-break': {
    does: 'breaks off late in a big file; the next node gives the same file another ETag',
    rill: 'right',
    files: [BIG_FILE],
    connections: 1,
    serves: () => breaksThen(goodServer(BIG_FILE, { etag: '"node 2"' }), late),
  },
  'node-etags-without-if-range': {
    does: 'gives the same file another ETag with every answer, and ignores If-Range',
    rill: 'right',
    files: [BIG_FILE],
    serves: () => {
      let answers = 0
      const marked: Handler = (exchange) => {
        answers += 1
        return ignoresIfRange(BIG_FILE, { etag: `"${answers}"` })(exchange)
      }
      return breaksThen(marked, late)
    },
  },
  'node-dates': {
    does: 'gives the same file another date with every answer, and no ETag',
    rill: 'right',
    serves: () => {
      let answers = 0
      return lies(
        FILE,
        (good) => {
          answers += 1
          const date = new Date(LAST_MODIFIED.getTime() + answers * 1000)
          return withHeaders(good, { 'last-modified': date.toUTCString() })
        },
        { etag: null },
      )
    },
  },
  'node-files': {
    does: 'stands before nodes that have different files, each with its ETag',
    rill: 'right',
    files: [FILE, NEW_FILE],
    serves: () =>
      joinedBy(
        roundRobin(ignoresIfRange(NEW_FILE, { lastModified: FEBRUARY }), ignoresIfRange(FILE)),
      ),
  },
  'node-files-unmarked': {
    does: 'stands before nodes with different files of one length, and nothing tells them apart',
    rill: 'right',
    files: [FILE, NEW_FILE],
    serves: () => joinedBy(goodServer(NEW_FILE, UNMARKED), FILE, UNMARKED),
  },
  grows: {
    does: 'has a log that is longer with every request, and has neither ETags nor dates',
    rill: 'right',
    serves: () => joinedBy(growing(), FILE, UNMARKED),
  },
  'smaller-elsewhere': {
    does: 'answers the middle from a node that has an old, short version of the file',
    rill: 'right',
    serves: () => joinedBy(goodServer(SMALL_FILE, UNMARKED), FILE, UNMARKED),
  },
}
