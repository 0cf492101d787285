import { describe, expect, it } from 'vitest'
import { countIn, FILTERS, statesIn } from '../../src/renderer/stores/filters'
import { queryOf } from '../../src/renderer/stores/list-view'
import { DOWNLOAD_STATES } from '../../src/shared/download'

const NO_COUNTS = { state: {}, extension: {}, host: {} }
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
    expect(queryOf({ filter: 'all', search: ' ', sort: added })).toEqual({
      filter: {},
      sort: added,
    })
  })

  it('wants every word, in name or link, within the filter', () => {
    const { filter } = queryOf({ filter: 'active', search: '  talk  Video ', sort: added })
    expect(filter).toEqual({
      states: ['downloading', 'verifying'],
      terms: [
        { text: 'talk', fields: ['name', 'link'] },
        { text: 'Video', fields: ['name', 'link'] },
      ],
    })
  })
})
