import { describe, expect, it } from 'vitest'
import { anyIn, countByFilter, passesFilter, visibleIds } from '../../src/renderer/stores/filters'
import { DOWNLOAD_STATES, type DownloadView } from '../../src/shared/download'
import { aView } from './a-view'

const oneOfEach = DOWNLOAD_STATES.map((state, index) => aView({ id: index + 1, state }))

const ids = (
  views: readonly DownloadView[],
  filter: Parameters<typeof passesFilter>[1],
  query = '',
) =>
  visibleIds(
    views.map(({ id }) => id),
    new Map(views.map((view) => [view.id, view])),
    filter,
    query,
  )

describe('countByFilter', () => {
  it('counts every download once besides all', () => {
    const { all, ...others } = countByFilter(oneOfEach)
    expect(all).toBe(DOWNLOAD_STATES.length)
    expect(Object.values(others).reduce((sum, count) => sum + count)).toBe(all)
  })

  it('agrees with the rows shown', () => {
    const counts = countByFilter(oneOfEach)
    for (const filter of Object.keys(counts) as (keyof typeof counts)[]) {
      expect(ids(oneOfEach, filter)).toHaveLength(counts[filter])
    }
  })

  it('calls verifying active and needs link failed', () => {
    expect(passesFilter(aView({ state: 'verifying' }), 'active')).toBe(true)
    expect(passesFilter(aView({ state: 'needs-link' }), 'failed')).toBe(true)
  })
})

describe('visibleIds', () => {
  const views = [
    aView({ id: 7, name: 'Debian DVD.iso', url: 'https://cdn.example.org/a' }),
    aView({ id: 3, name: 'talk.mkv', url: 'https://video.example.net/debian/talk' }),
    aView({ id: 5, name: 'talk.srt', url: 'https://video.example.net/x', state: 'paused' }),
  ]

  it('keeps the order of the list', () => {
    expect(ids(views, 'all')).toEqual([7, 3, 5])
  })

  it('finds a word in name or link in either case', () => {
    expect(ids(views, 'all', 'DEBIAN')).toEqual([7, 3])
  })

  it('wants every word', () => {
    expect(ids(views, 'all', '  talk  video ')).toEqual([3, 5])
    expect(ids(views, 'all', 'talk dvd')).toEqual([])
  })

  it('searches within the filter', () => {
    expect(ids(views, 'paused', 'talk')).toEqual([5])
  })

  it('passes over ids that are gone', () => {
    expect(visibleIds([1, 2], new Map([[2, aView({ id: 2 })]]), 'all', '')).toEqual([2])
  })
})

describe('anyIn', () => {
  it('looks for any of the states', () => {
    expect(anyIn([aView({ state: 'paused' })], 'queued', 'paused')).toBe(true)
    expect(anyIn([aView({ state: 'paused' })], 'queued')).toBe(false)
  })
})
