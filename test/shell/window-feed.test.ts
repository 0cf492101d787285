import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WindowFeed } from '../../src/main/shell/window-feed'
import type { Changes, RillEvent } from '../../src/shared/ipc'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { aView } from '../renderer/a-view'

interface Sent {
  readonly atMs: number
  readonly name: RillEvent
  readonly payload: unknown
}

function aFeed() {
  const world = { watched: true, gone: new Set<number>() }
  const sent: Sent[] = []
  const engine = {
    get: (id: number) => (world.gone.has(id) ? undefined : aView({ id })),
    settings: () => ({ ...DEFAULT_SETTINGS, folder: '/d' }),
  }
  const feed = new WindowFeed(engine, {
    isWatched: () => world.watched,
    send: (name, payload) => {
      sent.push({ atMs: performance.now(), name, payload })
    },
  })
  return { feed, sent, world }
}

const names = (sent: Sent[]): string[] => sent.map(({ name }) => name)
const changesIn = (sent: Sent[]): Changes[] =>
  sent.filter(({ name }) => name === 'changes').map(({ payload }) => payload as Changes)
const idsIn = ({ changed }: Changes): number[] => changed.map(({ id }) => id)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('sends at most ten messages in any second', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  for (let ms = 0; ms < 5000; ms += 5) {
    feed.note({ type: 'changed', id: ms % 7 })
    if (ms % 50 === 0) feed.note({ type: 'settings' })
    if (ms % 200 === 0) feed.post('notice', { text: `notice ${ms}` })
    vi.advanceTimersByTime(5)
  }
  for (const { atMs } of sent) {
    const second = sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1000)
    expect(second.length).toBeLessThanOrEqual(10)
  }
  expect(sent.length).toBeGreaterThan(40)
})

it('joins what changed into one message', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  for (const id of [1, 2, 1, 3]) feed.note({ type: 'changed', id })
  vi.advanceTimersByTime(1000)
  expect(changesIn(sent).map(idsIn)).toEqual([[1, 2, 3]])
})

it('is silent while nothing changes', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(60_000)
  expect(sent).toHaveLength(1)
})

it('tells a removed download only as removed', () => {
  const { feed, sent, world } = aFeed()
  feed.snapshotTaken()
  feed.note({ type: 'changed', id: 1 })
  world.gone.add(1)
  feed.note({ type: 'removed', id: 1 })
  vi.advanceTimersByTime(1000)
  expect(changesIn(sent)).toEqual([{ changed: [], removed: [1] }])
})

it('tells a verified download as changed', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  feed.note({ type: 'verified', id: 1 })
  vi.advanceTimersByTime(1000)
  expect(changesIn(sent).map(idsIn)).toEqual([[1]])
})

it('tells a download that came back only as changed', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  feed.note({ type: 'removed', id: 1 })
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(1000)
  expect(changesIn(sent).map((changes) => [idsIn(changes), changes.removed])).toEqual([[[1], []]])
})

it('keeps everything until somebody looks', () => {
  const { feed, sent, world } = aFeed()
  feed.snapshotTaken()
  world.watched = false
  feed.note({ type: 'changed', id: 1 })
  feed.post('notice', { text: 'hello' })
  vi.advanceTimersByTime(60_000)
  expect(sent).toEqual([])
  world.watched = true
  feed.watched()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toEqual(['notice', 'changes'])
})

it('sends nothing when the window is hidden before its timer fires', () => {
  const { feed, sent, world } = aFeed()
  feed.snapshotTaken()
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
  feed.snapshotTaken()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toEqual(['openAddDialog'])
})

it('does not repeat what the snapshot told', () => {
  const { feed, sent } = aFeed()
  feed.note({ type: 'changed', id: 1 })
  feed.note({ type: 'removed', id: 2 })
  feed.note({ type: 'settings' })
  feed.snapshotTaken()
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
})

it('is silent again while the page reloads', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  feed.pageLeft()
  feed.note({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
})

it('puts the same waiting message in line once', () => {
  const { feed, sent, world } = aFeed()
  feed.snapshotTaken()
  world.watched = false
  feed.post('openSettings', null)
  feed.post('openSettings', null)
  world.watched = true
  feed.watched()
  vi.advanceTimersByTime(1000)
  expect(names(sent)).toEqual(['openSettings'])
})

it('divides a change of the whole list', () => {
  const { feed, sent } = aFeed()
  feed.snapshotTaken()
  for (let id = 1; id <= 2500; id++) feed.note({ type: 'changed', id })
  vi.advanceTimersByTime(1000)
  expect(changesIn(sent).map(({ changed }) => changed.length)).toEqual([1000, 1000, 500])
})
