import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WindowFeed } from '../../src/main/shell/feed/window-feed'
import type { DownloadId, DownloadState } from '../../src/shared/download'
import type { RillEvent, RillEvents, RillUpdate } from '../../src/shared/ipc'
import type { ListQuery } from '../../src/shared/list-query'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { aView } from '../renderer/a-view'

interface Message {
  readonly atMs: number
  readonly news: readonly RillUpdate[]
}

const first = (count: number, query: ListQuery = {}) => ({ query, first: 0, count })

function aFeed(listed: readonly DownloadId[] = [1, 2, 3]) {
  const world = { watched: true, ids: listed, active: 0, state: 'downloading' as DownloadState }
  const sent: Message[] = []
  const looks = { lists: 0 }
  const engine = {
    queries: {
      get: (id: number) => aView({ id, state: world.state }),
      details: () => null,
      totals: () => ({ active: world.active, speedBytesPerSec: 0, doneBytes: 0, lengthBytes: 0 }),
    },
    settings: () => ({ ...DEFAULT_SETTINGS, folder: '/d' }),
  }
  const lists = {
    list: () => {
      looks.lists += 1
      return { ids: world.ids }
    },
    rows: () => [],
    findName: () => -1,
    position: () => -1,
    counts: () => new Map([['queued', world.ids.length]]),
    countsByCategory: () => new Map(),
  }
  const feed = new WindowFeed(engine, lists, {
    isWatched: () => world.watched,
    send: (news) => {
      sent.push({ atMs: performance.now(), news })
    },
  })
  return { feed, sent, world, looks }
}

/** A feed whose page is there and has been told everything. */
function aQuietFeed(listed?: readonly DownloadId[], count = 10) {
  const parts = aFeed(listed)
  parts.feed.pageReady()
  parts.feed.watchList(first(count))
  vi.advanceTimersByTime(2000)
  parts.sent.length = 0
  return parts
}

const names = (sent: readonly Message[]): string[] =>
  sent.flatMap(({ news }) => news.map(({ name }) => name))

function payloads<E extends RillEvent>(sent: readonly Message[], event: E): RillEvents[E][] {
  return sent
    .flatMap(({ news }) => news.filter(({ name }) => name === event))
    .map(({ payload }) => payload as RillEvents[E])
}

const rowIds = (sent: readonly Message[]): number[][] =>
  payloads(sent, 'rows').map(({ rows }) => rows.map(({ id }) => id))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('sends at most ten messages in any second', () => {
  const { feed, sent, world } = aQuietFeed()
  for (let ms = 0; ms < 5000; ms += 5) {
    feed.note({ type: 'changed', id: ms % 7 })
    if (ms % 50 === 0) feed.note({ type: 'settings' })
    if (ms % 200 === 0) feed.post('notice', { text: `notice ${ms}` })
    if (ms % 300 === 0) world.ids = [ms, 1, 2]
    vi.advanceTimersByTime(5)
  }
  for (const { atMs } of sent) {
    const second = sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1000)
    expect(second.length).toBeLessThanOrEqual(10)
  }
  expect(sent.length).toBeGreaterThan(40)
})

it('tells of changed rows on screen, joined, and of no others', () => {
  const { feed, sent } = aQuietFeed([1, 2, 3, 4], 3)
  for (const id of [1, 2, 1, 4]) feed.note({ type: 'changed', id })
  vi.advanceTimersByTime(1000)
  expect(rowIds(sent)).toEqual([[1, 2]])
  expect(names(sent)).toEqual(['rows'])
})

it('tells four times a second of rows that only get further, and of all else at once', () => {
  const { feed, sent, world } = aQuietFeed()
  const progress = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 5) {
      feed.note({ type: 'changed', id: 1 })
      vi.advanceTimersByTime(5)
    }
  }
  progress(5000)
  expect(rowIds(sent).length).toBeGreaterThanOrEqual(15)
  expect(rowIds(sent).length).toBeLessThanOrEqual(20)
  const lastMs = sent.at(-1)?.atMs ?? 0
  progress(lastMs + 110 - performance.now())
  world.state = 'paused'
  const before = sent.length
  progress(105)
  expect(payloads(sent.slice(before), 'rows')[0]?.rows[0]?.state).toBe('paused')
})

it('is silent while nothing changes', () => {
  const { feed, sent, looks } = aQuietFeed()
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(2000)
  const [messages, lists] = [sent.length, looks.lists]
  vi.advanceTimersByTime(60_000)
  expect([sent.length, looks.lists]).toEqual([messages, lists])
})

it('answers with the window that is asked for', () => {
  const { feed } = aFeed([5, 6, 7, 8])
  const rows = feed.watchList({ query: {}, first: 1, count: 2 })
  expect(rows).toMatchObject({ total: 4, first: 1 })
  expect(rows.rows.map(({ id }) => id)).toEqual([6, 7])
})

it('tells the window of a list that has become another one, and its new length', () => {
  const { feed, sent, world } = aQuietFeed([1, 2, 3], 2)
  const before = feed.watchList(first(2)).revision
  world.ids = [9, 1, 2, 3]
  feed.note({ type: 'changed', id: 9 })
  vi.advanceTimersByTime(1000)
  const [list] = payloads(sent, 'list')
  expect(list?.rows.map(({ id }) => id)).toEqual([9, 1])
  expect(list?.total).toBe(4)
  expect(list?.revision).toBeGreaterThan(before)
})

it('says which of what it tells of rows is newer', () => {
  const { feed, sent, world } = aQuietFeed([1, 2, 3], 2)
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(1000)
  const answered = feed.watchList(first(2))
  feed.note({ type: 'changed', id: 2 })
  vi.advanceTimersByTime(1000)
  world.ids = [9, 1, 2, 3]
  feed.note({ type: 'changed', id: 9 })
  vi.advanceTimersByTime(1000)
  const [before, after] = payloads(sent, 'rows').map(({ version }) => version)
  const [list] = payloads(sent, 'list').map(({ version }) => version)
  const times = [before, answered.version, after, list]
  expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)))
  expect(new Set(times).size).toBe(4)
})

it('keeps the revision of a list in another window of it', () => {
  const { feed } = aFeed([1, 2, 3])
  const { revision } = feed.watchList(first(2))
  expect(feed.watchList({ query: {}, first: 1, count: 2 }).revision).toBe(revision)
  expect(feed.watchList(first(2, { sort: { column: 'name' } })).revision).toBeGreaterThan(revision)
})

it('sends the shorter list once a download is removed', () => {
  const { feed, sent, world } = aQuietFeed([1, 2, 3])
  world.ids = [1, 3]
  feed.note({ type: 'removed', id: 2 })
  vi.advanceTimersByTime(1000)
  expect(payloads(sent, 'list').map(({ rows }) => rows.map(({ id }) => id))).toEqual([[1, 3]])
  expect(payloads(sent, 'counts').at(-1)?.state).toEqual({ queued: 2 })
})

it('counts at most twice a second, and tells only what differs', () => {
  const { feed, sent, world } = aQuietFeed()
  for (let ms = 0; ms < 3000; ms += 50) {
    world.active = ms
    feed.note({ type: 'changed', id: 1 })
    vi.advanceTimersByTime(50)
  }
  expect(payloads(sent, 'counts')).toEqual([])
  expect(payloads(sent, 'totals').length).toBeLessThanOrEqual(7)
  expect(payloads(sent, 'totals').length).toBeGreaterThan(3)
})

it('tells a page that has just come how many there are', () => {
  const { feed, sent } = aFeed()
  feed.pageReady()
  vi.advanceTimersByTime(1000)
  expect(payloads(sent, 'counts')).toEqual([
    { state: { queued: 3 }, extension: { queued: 3 }, host: { queued: 3 }, category: {} },
  ])
  expect(payloads(sent, 'totals')[0]?.queued).toBe(3)
})

it('keeps everything until somebody looks', () => {
  const { feed, sent, world, looks } = aQuietFeed()
  const { lists } = looks
  world.watched = false
  world.ids = [4]
  feed.note({ type: 'changed', id: 4 })
  feed.post('notice', { text: 'hello' })
  vi.advanceTimersByTime(60_000)
  expect([sent.length, looks.lists]).toEqual([0, lists])
  world.watched = true
  feed.watched()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toEqual(['notice', 'list', 'counts', 'totals'])
})

it('sends nothing when the window is hidden before its timer fires', () => {
  const { feed, sent, world } = aQuietFeed()
  feed.note({ type: 'changed', id: 1 })
  world.watched = false
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
})

it('waits for the page before it speaks', () => {
  const { feed, sent } = aFeed()
  feed.post('openAddDialog', { text: 'https://a.test/' })
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
  feed.pageReady()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toContain('openAddDialog')
})

it('does not repeat the settings that the snapshot told', () => {
  const { feed, sent } = aFeed()
  feed.note({ type: 'settings' })
  feed.pageReady()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).not.toContain('settings')
})

it('is silent again while the page reloads', () => {
  const { feed, sent } = aQuietFeed()
  feed.pageLeft()
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
})

it('puts the same waiting message in line once', () => {
  const { feed, sent, world } = aQuietFeed()
  world.watched = false
  feed.post('openSettings', null)
  feed.post('openSettings', null)
  world.watched = true
  feed.watched()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toEqual(['openSettings'])
})
