import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DetailsUpdates } from '../../src/main/shell/feed/details-updates'
import type { DownloadDetails } from '../../src/shared/details'
import { aView } from '../renderer/a-view'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

const DETAILS = { id: 1 } as DownloadDetails

function someNews() {
  const world = { isThere: true }
  const news = new DetailsUpdates({
    get: (id) => (world.isThere ? aView({ id }) : undefined),
    details: () => (world.isThere ? DETAILS : null),
  })
  return { news, world }
}

it('answers with what there is, and null for what is not there', () => {
  const { news, world } = someNews()
  expect(news.watch(1)).toEqual({ view: aView({ id: 1 }), details: DETAILS })
  world.isThere = false
  expect(news.watch(1)).toBeNull()
  expect(news.watch(null)).toBeNull()
})

it('tells of the watched download alone', () => {
  const { news } = someNews()
  news.watch(1)
  news.note({ type: 'changed', id: 2 })
  expect(news.dueMs()).toBeNull()
  news.note({ type: 'changed', id: 1 })
  expect(news.take()).toMatchObject([
    { name: 'details', payload: { id: 1, report: { details: DETAILS } } },
  ])
  expect(news.take()).toEqual([])
})

it('tells four times a second at most', () => {
  const { news } = someNews()
  news.watch(1)
  let told = 0
  for (let ms = 0; ms < 1_000; ms += 10) {
    news.note({ type: 'changed', id: 1 })
    told += news.take().length
    vi.advanceTimersByTime(10)
  }
  expect(told).toBe(4)
})

it('tells that the download is gone', () => {
  const { news, world } = someNews()
  news.watch(1)
  world.isThere = false
  news.note({ type: 'removed', id: 1 })
  expect(news.take()).toEqual([{ name: 'details', payload: { id: 1, report: null } }])
})

it('tells nothing to a page that has forgotten everything', () => {
  const { news } = someNews()
  news.watch(1)
  news.forget()
  news.note({ type: 'changed', id: 1 })
  expect(news.dueMs()).toBeNull()
})
