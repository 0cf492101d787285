import { describe, expect, it } from 'vitest'
import { categoryFilter } from '../../src/renderer/search/category-filter'
import { countIn, FILTERS, statesIn } from '../../src/renderer/stores/filters'
import { queryOf } from '../../src/renderer/stores/list-view'
import { DEFAULT_CATEGORIES } from '../../src/shared/categories'
import { DOWNLOAD_STATES } from '../../src/shared/download'

const NO_COUNTS = { state: {}, extension: {}, host: {}, category: {} }
const VIEW = { filter: 'all', category: null, host: null, search: '' } as const
const context = { nowMs: 0, categories: DEFAULT_CATEGORIES }
const added = { column: 'added', descending: true } as const

describe('the filters', () => {
  it('have every state once besides all', () => {
    expect(FILTERS.flatMap((filter) => statesIn(filter) ?? []).sort()).toEqual(
      [...DOWNLOAD_STATES].sort(),
    )
  })

  it('call verifying active and needs link failed', () => {
    const counts = { ...NO_COUNTS, state: { verifying: 2, downloading: 1, 'needs-link': 4 } }
    expect(FILTERS.map((filter) => countIn(filter, counts))).toEqual([7, 3, 0, 0, 0, 4])
  })
})

describe('queryOf', () => {
  it('lets everything pass that nobody asked to leave out', () => {
    expect(queryOf({ ...VIEW, search: ' ', sort: added }, context)).toEqual({
      filter: {},
      sort: added,
    })
  })

  it('narrows the filter by what is searched', () => {
    const view = { ...VIEW, filter: 'active', search: 'talk >1GB', sort: added } as const
    expect(queryOf(view, context).filter).toEqual({
      states: ['downloading', 'verifying'],
      clauses: [
        { anyOf: [{ terms: [{ text: 'talk' }] }] },
        { anyOf: [{ length: { atLeast: 1_000_000_001 } }] },
      ],
    })
  })

  it('shows a category or a host', () => {
    const video = queryOf({ ...VIEW, category: 'video', sort: added }, context)
    expect(video.filter).toEqual(categoryFilter('video', DEFAULT_CATEGORIES))
    const host = queryOf({ ...VIEW, host: 'a.example', sort: added }, context)
    expect(host.filter).toEqual({ hosts: ['a.example'] })
  })
})
