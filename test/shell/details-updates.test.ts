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

function someUpdates() {
  const world = { isThere: true }
  const updates = new DetailsUpdates({
    queries: {
      get: (id) => (world.isThere ? aView({ id }) : undefined),
      details: () => (world.isThere ? DETAILS : null),
    },
  })
  return { updates, world }
}

it('answers with what there is, and null for what is not there', () => {
  const { updates, world } = someUpdates()
  expect(updates.watch(1)).toEqual({ view: aView({ id: 1 }), details: DETAILS })
  world.isThere = false
  expect(updates.watch(1)).toBeNull()
  expect(updates.watch(null)).toBeNull()
})

it('tells of the watched download alone', () => {
  const { updates } = someUpdates()
  updates.watch(1)
  updates.note({ type: 'changed', id: 2 })
  expect(updates.dueMs()).toBeNull()
  updates.note({ type: 'changed', id: 1 })
  expect(updates.collect()).toMatchObject([
    { name: 'details', payload: { id: 1, report: { details: DETAILS } } },
  ])
  expect(updates.collect()).toEqual([])
})

it('tells four times a second at most', () => {
  const { updates } = someUpdates()
  updates.watch(1)
  let told = 0
  for (let ms = 0; ms < 1_000; ms += 10) {
    updates.note({ type: 'changed', id: 1 })
    told += updates.collect().length
    vi.advanceTimersByTime(10)
  }
  expect(told).toBe(4)
})

it('tells that the download is gone', () => {
  const { updates, world } = someUpdates()
  updates.watch(1)
  world.isThere = false
  updates.note({ type: 'removed', id: 1 })
  expect(updates.collect()).toEqual([{ name: 'details', payload: { id: 1, report: null } }])
})

it('tells nothing to a page that has forgotten everything', () => {
  const { updates } = someUpdates()
  updates.watch(1)
  updates.reset()
  updates.note({ type: 'changed', id: 1 })
  expect(updates.dueMs()).toBeNull()
})
