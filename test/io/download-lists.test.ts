import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DownloadPatch, DownloadRecord } from '../../src/main/engine/records'
import type { DownloadLists, LiveDownloads } from '../../src/main/io/store/download-lists'
import type { StoredQuery } from '../../src/main/io/store/list-query'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { categoryFilter } from '../../src/renderer/search/category-filter'
import { type Category, categoryOf } from '../../src/shared/categories'
import { DOWNLOAD_STATES, type DownloadState, PROOFS } from '../../src/shared/download'
import type { ErrorCode, ErrorInfo, ErrorReason } from '../../src/shared/errors'
import {
  LIVE_COLUMNS,
  type ListFilter,
  type LiveColumn,
  listQuerySchema,
  SEARCH_FIELDS,
  type SearchTerm,
  STORED_COLUMNS,
} from '../../src/shared/list-query'
import { shownName } from '../../src/shared/name-from-url'
import { draft, FOLDER, insert } from '../contracts/store-home'
import { aView } from '../renderer/a-view'
import { changeDatabase, WITHOUT_LISTS } from './older-database'
import { extensionOf, hostOf, passes, plainList } from './plain-list'
import { openSqlite } from './sqlite-home'
import { tempFolder } from './temp-folder'

/** An engine in which nothing runs. */
function anEngine(parts: Partial<LiveDownloads> = {}): LiveDownloads {
  return { get: (id) => aView({ id }), liveValues: () => new Map(), ...parts }
}

/** All that is listed, as records. */
function recordsOf(store: SqliteStore): DownloadRecord[] {
  return [...store.claims.takeAll(), ...store.downloads.allCompleted()]
}

function countOf(records: readonly DownloadRecord[], by: (record: DownloadRecord) => string) {
  const counts = new Map<string, number>()
  for (const record of records) counts.set(by(record), (counts.get(by(record)) ?? 0) + 1)
  return counts
}

describe('a list', () => {
  it('has the unfinished ones of its process, and the completed ones of all', () => {
    const dataDir = tempFolder()
    const [one, other] = [openSqlite(dataDir), openSqlite(dataDir)]
    one.downloads.insert([draft(), draft()])
    other.downloads.insert([draft(), draft()])
    one.downloads.update(2, { state: 'completed' })
    other.downloads.update(4, { state: 'completed' })
    expect(one.lists(anEngine()).list({}).ids).toEqual([1, 2, 4])
    expect(other.lists(anEngine()).list({}).ids).toEqual([2, 3, 4])
    expect(one.lists(anEngine()).counts('state')).toEqual(
      new Map([
        ['completed', 2],
        ['queued', 1],
      ]),
    )
  })

  it('stays the same object until something changes, here or in another process', () => {
    const dataDir = tempFolder()
    const [store, other] = [openSqlite(dataDir), openSqlite(dataDir)]
    const lists = store.lists(anEngine())
    const query: StoredQuery = { filter: { states: ['queued', 'completed'] } }
    const changes: (() => unknown)[] = [
      () => store.downloads.insert([draft(), draft(), draft()]),
      () => store.downloads.update(1, { state: 'paused' }),
      () => store.downloads.updateAll([1, 2], { state: 'completed' }),
      () => store.downloads.update(2, { rank: -1 }),
      () => store.claims.removeCompleted([1]),
      () => insert(other),
      () => other.downloads.update(4, { state: 'completed' }),
      () => store.downloads.remove([3]),
    ]
    const heard = changes.map((change) => {
      const before = lists.list(query)
      expect(lists.list({ ...query })).toBe(before)
      change()
      const after = lists.list(query)
      expect(after).not.toBe(before)
      return after.ids
    })
    expect(heard).toEqual([
      [1, 2, 3],
      [2, 3],
      [1, 2, 3],
      [2, 1, 3],
      [2, 3],
      [2, 3],
      [2, 3, 4],
      [2, 4],
    ])
    const before = lists.list(query)
    store.checkpoints.write(2, [{ start: 0, position: 1, end: 2 }])
    store.timelines.note(2, { atMs: 1, kind: 'paused', facts: {} })
    expect(lists.list(query)).toBe(before)
  })

  it.each(LIVE_COLUMNS)('is sorted by what the engine knows: %s', (column) => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft(), draft(), draft(), draft()])
    store.downloads.updateAll([2, 5], { state: 'completed' })
    const liveValues = (asked: LiveColumn) =>
      new Map(
        asked === column
          ? [
              [1, 0.2],
              [4, 0.7],
            ]
          : [],
      )
    const lists = store.lists(anEngine({ liveValues }))
    const sorted = (descending: boolean) => lists.list({ sort: { column, descending } }).ids
    expect(sorted(false)).toEqual([1, 4, 3, 2, 5])
    expect(sorted(true)).toEqual(column === 'progress' ? [2, 5, 4, 1, 3] : [4, 1, 3, 2, 5])
    const filter = { states: ['queued'] as const }
    expect(lists.list({ filter, sort: { column } }).ids).toEqual([1, 4, 3])
  })

  it('that is sorted by what the engine knows keeps its order for a second', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft()])
    let fastest = 1
    const liveValues = () => new Map([[fastest, 10]])
    const lists = store.lists(anEngine({ liveValues }))
    const ids = () => lists.list({ sort: { column: 'speed', descending: true } }).ids
    expect(ids()).toEqual([1, 2])
    fastest = 2
    vi.advanceTimersByTime(900)
    expect(ids()).toEqual([1, 2])
    vi.advanceTimersByTime(100)
    expect(ids()).toEqual([2, 1])
    vi.useRealTimers()
  })

  it('is read in windows, whose rows are what the engine says now', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft(), draft(), draft()])
    const gone = 3
    const lists = store.lists(
      anEngine({
        get: (id) => (id === gone ? undefined : aView({ id, speedBytesPerSec: 7 * id })),
      }),
    )
    const query: StoredQuery = { sort: { column: 'rank', descending: true } }
    const speeds = (offset: number, limit: number) =>
      lists.rows(query, offset, limit).map(({ speedBytesPerSec }) => speedBytesPerSec)
    expect(speeds(0, 3)).toEqual([28, 14])
    expect(speeds(3, 3)).toEqual([7])
    expect(speeds(4, 3)).toEqual([])
    expect(lists.position(query, 1)).toBe(3)
    expect(lists.position(query, 9)).toBe(-1)
  })

  it('finds what a person reads, whatever its case and accents', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([
      draft({
        url: 'https://a.example/%C3%84rger%20100%25.PDF',
        dir: '/home/Élise/Téléchargements',
      }),
      draft({ url: 'https://B.example:8080/x_y' }),
      draft({ url: 'https://c.example/z', wishedName: 'ARGER' }),
    ])
    store.downloads.update(2, {
      state: 'failed',
      error: { code: 'server-busy', facts: { host: 'b' } },
    })
    const lists = store.lists(anEngine())
    const found = (text: string, ...fields: (typeof SEARCH_FIELDS)[number][]) =>
      lists.list({
        filter: { terms: [fields.length === 0 ? { text } : { text, fields }] },
      }).ids
    expect(found('ärger')).toEqual([1, 3])
    expect(found('telechargements')).toEqual([1])
    expect(found('ÉLISE', 'folder')).toEqual([1])
    expect(found('100%')).toEqual([1])
    expect(found('x_y')).toEqual([2])
    expect(found('b.example:8080', 'host')).toEqual([2])
    expect(found('server-busy', 'error')).toEqual([2])
    const facts = { reason: 'asks-for-login', status: 407 } as const
    store.downloads.update(3, { state: 'failed', error: { code: 'proxy-unusable', facts } })
    expect(found('407', 'error')).toEqual([3])
    expect(found('server-busy', 'name', 'folder')).toEqual([])
    expect(found('x'.repeat(100_000))).toEqual([])
    store.downloads.update(3, { fileName: 'renamed.zip' })
    expect(found('arger')).toEqual([1])
    expect(lists.list({ filter: { extensions: ['zip', 'pdf'] } }).ids).toEqual([1, 3])
    expect(lists.list({ filter: { exceptExtensions: ['zip', 'pdf'] } }).ids).toEqual([2])
  })

  it('finds the errors that a term names', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft(), draft()])
    store.downloads.update(1, { state: 'failed', error: { code: 'gone', facts: {} } })
    const facts = { reason: 'asks-for-login', status: 407 } as const
    store.downloads.update(2, { state: 'failed', error: { code: 'proxy-unusable', facts } })
    const lists = store.lists(anEngine())
    const found = (term: Omit<SearchTerm, 'text'>) =>
      lists.list({ filter: { terms: [{ text: 'as shown', ...term }] } }).ids
    expect(found({ errorCodes: ['gone', 'disk-full'] })).toEqual([1])
    expect(found({ errorReasons: ['asks-for-login'] })).toEqual([2])
    expect(found({ errorCodes: ['gone'], isNot: true })).toEqual([2, 3])
    expect(found({ errorCodes: ['gone'], fields: ['name'] })).toEqual([])
    expect(found({})).toEqual([])
  })

  it('finds the next name that begins like that, and goes round', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert(['ab', 'Äa', 'b', 'aB%'].map((name) => draft({ wishedName: name })))
    const lists = store.lists(anEngine())
    expect(lists.findName({}, 'a', 0)).toBe(1)
    expect(lists.findName({}, 'a', 1)).toBe(3)
    expect(lists.findName({}, 'a', 3)).toBe(0)
    expect(lists.findName({}, 'ab', 0)).toBe(3)
    expect(lists.findName({}, 'ab%', 0)).toBe(3)
    expect(lists.findName({}, 'b', 2)).toBe(2)
    expect(lists.findName({}, '%', 0)).toBe(-1)
    expect(lists.findName({ filter: { states: ['failed'] } }, 'a', 0)).toBe(-1)
  })

  it('hides a trashed download until it is restored', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft()])
    const lists = store.lists(anEngine())
    store.downloads.update(1, { trashed: { atMs: 1, withFile: false } })
    expect(lists.list({}).ids).toEqual([2])
    expect(lists.counts('state')).toEqual(new Map([['queued', 1]]))
    store.downloads.update(1, { trashed: null })
    expect(lists.list({}).ids).toEqual([1, 2])
  })

  it('knows what was there before there were lists', () => {
    const dataDir = tempFolder()
    const before = openSqlite(dataDir)
    insert(before, { url: 'https://a.example/%C3%84.ISO', dir: '/é' })
    before.end()
    changeDatabase(dataDir, ...WITHOUT_LISTS, 'PRAGMA user_version = 4')
    const after = openSqlite(dataDir)
    after.claims.takeAll()
    const terms = [{ text: 'a.iso' }, { text: 'e', fields: ['folder'] }] as const
    const filter = { terms, extensions: ['iso'], hosts: ['a.example'] }
    expect(after.lists(anEngine()).list({ filter }).ids).toEqual([1])
  })
})

const text = fc.constantFrom(
  'a',
  'A',
  'ä',
  'ÄB',
  'b.zip',
  '.',
  '%',
  '_',
  '\\',
  'x',
  'ß',
  '💧',
  '',
  'é.',
)
const name = fc.array(text, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('') || 'n')
const state = fc.constantFrom(...DOWNLOAD_STATES)
const error = fc.constantFrom<ErrorInfo>(
  { code: 'gone', facts: { host: 'Ä.example', status: 410 } },
  { code: 'disk-full', facts: { path: '/A_b%' } },
  { code: 'proxy-failed', facts: { reason: 'refused' } },
)

const download = fc.record({
  url: fc
    .tuple(fc.constantFrom('a.example', 'b.example:81', 'ä.example'), fc.option(name))
    .map(([host, path]) => `https://${host}/${path === null ? '' : encodeURIComponent(path)}`),
  dir: name.map((part) => `/${part}`),
  addedAtMs: fc.integer({ min: 0, max: 3 }),
  wishedName: fc.option(name),
  patch: fc.record<DownloadPatch>(
    {
      state,
      fileName: fc.option(name),
      rank: fc.constantFrom(-1, 0.5, 1),
      lengthBytes: fc.option(fc.integer({ min: 0, max: 3 })),
      finishedAtMs: fc.option(fc.integer({ min: 0, max: 3 })),
      error: fc.option(error),
      proof: fc.option(fc.constantFrom(...PROOFS)),
    },
    { requiredKeys: [] },
  ),
})

const term = fc.record(
  {
    text: name,
    fields: fc.subarray([...SEARCH_FIELDS]),
    isNot: fc.boolean(),
    errorCodes: fc.subarray<ErrorCode>(['gone', 'disk-full', 'server-busy']),
    errorReasons: fc.subarray<ErrorReason>(['refused', 'asks-for-login']),
  },
  { requiredKeys: ['text'] },
)

const number = fc.integer({ min: 0, max: 3 })
const span = fc.record({ atLeast: number, below: number }, { requiredKeys: [] })

const plainFilter: fc.Arbitrary<ListFilter> = fc.record(
  {
    states: fc.subarray([...DOWNLOAD_STATES], { minLength: 1 }),
    extensions: fc.subarray(['', 'zip', 'a', '%']),
    exceptExtensions: fc.subarray(['', 'zip', 'a']),
    hosts: fc.subarray(['a.example', 'b.example:81', 'xn--4ca.example']),
    domains: fc.subarray(['example', 'B.example', 'ample', 'a.example', '%']),
    proofs: fc.subarray([...PROOFS], { minLength: 1 }),
    length: span,
    added: span,
    finished: span,
    terms: fc.array(term, { maxLength: 2 }),
  },
  { requiredKeys: [] },
)

const clausesOf = (filters: fc.Arbitrary<ListFilter>) =>
  fc.array(
    fc.record(
      { anyOf: fc.array(filters, { maxLength: 2 }), isNot: fc.boolean() },
      { requiredKeys: ['anyOf'] },
    ),
    { maxLength: 2 },
  )

const withClauses = (filters: fc.Arbitrary<ListFilter>): fc.Arbitrary<ListFilter> =>
  fc.tuple(plainFilter, clausesOf(filters)).map(([filter, clauses]) => ({ ...filter, clauses }))

const filter = fc.oneof(
  { weight: 2, arbitrary: plainFilter },
  { weight: 1, arbitrary: withClauses(withClauses(plainFilter)) },
)

const query: fc.Arbitrary<StoredQuery> = fc.record(
  {
    filter,
    sort: fc.record(
      { column: fc.constantFrom(...STORED_COLUMNS), descending: fc.boolean() },
      { requiredKeys: ['column'] },
    ),
  },
  { requiredKeys: [] },
)

const categories: fc.Arbitrary<Category[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('one', 'two', 'three', 'other'),
    extensions: fc.subarray(['zip', 'a', 'x', '%']),
    hosts: fc.subarray(['example', 'b.example']),
    folder: fc.constant(null),
  }),
  { selector: ({ id }) => id },
)

const categoryIn = (all: readonly Category[]) => (record: DownloadRecord) =>
  categoryOf({ name: shownName(record), host: hostOf(record) }, all)

it('lists and counts by category what the category says', () => {
  fc.assert(
    fc.property(
      fc.array(download, { maxLength: 30, size: 'max' }),
      categories,
      (downloads, all) => {
        const store = new SqliteStore({ dataDir: tempFolder(), defaultFolder: FOLDER })
        try {
          store.downloads.insert(downloads.map(({ patch: _, ...changes }) => draft(changes)))
          for (const [index, { patch }] of downloads.entries())
            store.downloads.update(index + 1, patch)
          const records = recordsOf(store)
          const lists = store.lists(anEngine())
          expect(lists.countsByCategory(all)).toEqual(countOf(records, categoryIn(all)))
          for (const id of ['one', 'two', 'other']) {
            const ids = records.filter((record) => categoryIn(all)(record) === id).map((r) => r.id)
            const listed = lists.list({ filter: categoryFilter(id, all) }).ids
            expect([...listed].sort(), id).toEqual(ids.sort())
          }
        } finally {
          store.close()
        }
      },
    ),
    { numRuns: 60 },
  )
})

it('takes what searches ask across the border between processes', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(listQuerySchema.parse(one)).toEqual(one)
    }),
  )
})

it('lists what a plain filter and sort would, whatever was asked', () => {
  fc.assert(
    fc.property(
      fc.array(download, { maxLength: 30, size: 'max' }),
      fc.array(query, { maxLength: 20, size: 'max' }),
      (downloads, queries) => {
        const store = new SqliteStore({ dataDir: tempFolder(), defaultFolder: FOLDER })
        try {
          store.downloads.insert(downloads.map(({ patch: _, ...changes }) => draft(changes)))
          for (const [index, { patch }] of downloads.entries())
            store.downloads.update(index + 1, patch)
          const records = recordsOf(store)
          const lists = store.lists(anEngine())
          for (const one of queries) {
            expect(lists.list(one).ids, JSON.stringify(one)).toEqual(plainList(records, one))
            const { filter: _, ...whole } = one
            lists.list(whole)
            store.downloads.update(0, { rank: 0 })
            expect(lists.list(whole).ids).toEqual(plainList(records, whole))
            expect(lists.list(one).ids, 'as a part of it').toEqual(plainList(records, one))
            const passing = records.filter((record) => passes(record, one.filter))
            expect(lists.counts('state', one.filter)).toEqual(countOf(passing, (r) => r.state))
            expect(lists.counts('host', one.filter)).toEqual(countOf(passing, hostOf))
            expect(lists.counts('extension', one.filter)).toEqual(countOf(passing, extensionOf))
          }
        } finally {
          store.close()
        }
      },
    ),
    { numRuns: 60 },
  )
})

describe('a list of a hundred thousand', () => {
  const COUNT = 100_000
  let dataDir: string
  let store: SqliteStore
  let lists: DownloadLists
  let records: DownloadRecord[]

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'rill-test-'))
    store = new SqliteStore({ dataDir, defaultFolder: FOLDER })
    const words = ['alpha', 'bravo', 'Çharlie', 'delta', 'echo', 'foxtrot', 'golf']
    const word = (index: number): string => words[index % words.length] ?? ''
    const kinds = ['zip', 'iso', 'mp4', 'pdf', '']
    const states: DownloadState[] = ['queued', 'paused', 'failed', 'completed', 'completed']
    store.downloads.insert(
      Array.from({ length: COUNT }, (_, index) =>
        draft({
          url: `https://cdn${index % 41}.example/${word(index)}/${word(index * 3)}-${index}.${kinds[index % 5]}`,
          dir: `/home/me/${word(index >> 4)}`,
          addedAtMs: 1_700_000_000_000 + (index >> 3),
        }),
      ),
    )
    const db = new Database(join(dataDir, 'rill.db'))
    for (const [index, state] of states.entries()) {
      db.prepare(
        `UPDATE downloads SET state = ?, length_bytes = id * 7919 % 100003,
                              finished_at_ms = iif(id % 2, NULL, id * 104729 % 1000003)
         WHERE id % ${states.length} = ?`,
      ).run(state, index)
    }
    db.close()
    records = recordsOf(store)
    lists = store.lists(anEngine())
  })

  afterAll(() => {
    store.close()
    rmSync(dataDir, { recursive: true })
  })

  it.each(STORED_COLUMNS)(
    'is sorted by %s',
    (column) => {
      for (const descending of [false, true]) {
        const asked = { sort: { column, descending } }
        const { ids } = lists.list(asked)
        expect(ids.length).toBe(COUNT)
        const expected = plainList(records, asked)
        expect(ids.findIndex((id, index) => id !== expected[index])).toBe(-1)
        expect(lists.rows(asked, 99_000, 3).map(({ id }) => id)).toEqual(
          expected.slice(99_000, 99_003),
        )
        expect(lists.position(asked, expected[98_765] ?? 0)).toBe(98_765)
      }
    },
    60_000,
  )

  it.each<[string, StoredQuery]>([
    ['one word', { filter: { terms: [{ text: 'charlie' }] } }],
    [
      'a word and none of another',
      {
        filter: { terms: [{ text: 'alpha' }, { text: '9.iso', isNot: true }] },
        sort: { column: 'name' },
      },
    ],
    [
      'a host, by length',
      {
        filter: { terms: [{ text: 'cdn17', fields: ['host'] }], states: ['completed'] },
        sort: { column: 'length', descending: true },
      },
    ],
    ['what is nowhere', { filter: { terms: [{ text: 'zulu' }] } }],
  ])('is searched for %s', (_, asked) => {
    const expected = plainList(records, asked)
    const { ids } = lists.list(asked)
    expect(ids.length).toBe(expected.length)
    expect(ids.findIndex((id, index) => id !== expected[index])).toBe(-1)
  })
})
