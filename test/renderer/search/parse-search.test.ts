import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categoryFilter } from '../../../src/renderer/search/category-filter'
import { parseSearch, type SearchContext } from '../../../src/renderer/search/parse-search'
import { type Category, DEFAULT_CATEGORIES } from '../../../src/shared/categories'
import { type ListFilter, listFilterSchema } from '../../../src/shared/list-query'

const OWN: Category = {
  id: 'c1',
  name: 'Holiday films',
  extensions: ['vob'],
  hosts: [],
  folder: null,
}
const categories = [OWN, ...DEFAULT_CATEGORIES]
const nowMs = new Date(2026, 4, 17, 15, 30).getTime()
const context: SearchContext = { nowMs, categories }

const DAY = (day: number, month = 4): number => new Date(2026, month, day).getTime()

function clausesOf(text: string, more: Partial<SearchContext> = {}) {
  return parseSearch(text, { ...context, ...more }).filter.clauses ?? []
}

/** What the one piece of the text asks for. */
function meaning(text: string, more: Partial<SearchContext> = {}): readonly ListFilter[] {
  const [clause, ...others] = clausesOf(text, more)
  expect(others).toEqual([])
  return clause?.anyOf ?? []
}

describe('words', () => {
  it('have to be somewhere, each of them', () => {
    expect(clausesOf('  big  iso ')).toEqual([
      { anyOf: [{ terms: [{ text: 'big' }] }] },
      { anyOf: [{ terms: [{ text: 'iso' }] }] },
    ])
  })

  it('in quotes are one', () => {
    expect(meaning('"my big: file"')).toEqual([{ terms: [{ text: 'my big: file' }] }])
    expect(meaning('"never closed')).toEqual([{ terms: [{ text: 'never closed' }] }])
  })

  it('behind a minus must not be there', () => {
    expect(clausesOf('-beta')).toEqual([{ anyOf: [{ terms: [{ text: 'beta' }] }], isNot: true }])
    expect(meaning('-')).toEqual([{ terms: [{ text: '-' }] }])
  })

  it.each(['https://example.org/a,b', 'name', '1..2', '12:30', 'a:', 'C:\\x'])(
    'are looked for as they are: %s',
    (text) => {
      const { filter, chips, hints } = parseSearch(text, context)
      expect(filter).toEqual({ clauses: [{ anyOf: [{ terms: [{ text }] }] }] })
      expect(chips).toEqual([])
      expect(hints).toEqual([])
    },
  )

  it('are none in an empty search', () => {
    expect(parseSearch('   ', context)).toEqual({ filter: {}, chips: [], hints: [] })
  })
})

describe('an operator', () => {
  it.each<[string, ListFilter[]]>([
    ['status:failed', [{ states: ['failed', 'needs-link'] }]],
    ['status:failed,paused', [{ states: ['failed', 'needs-link', 'paused'] }]],
    ['STATUS:Done', [{ states: ['completed'] }]],
    ['is:active', [{ states: ['downloading', 'verifying'] }]],
    ['status:"needs link"', [{ states: ['needs-link'] }]],
    ['status:comp', [{ states: ['completed'] }]],
    ['host:example.org', [{ terms: [{ text: 'example.org', fields: ['host'] }] }]],
    [
      'host:a,b',
      [{ terms: [{ text: 'a', fields: ['host'] }] }, { terms: [{ text: 'b', fields: ['host'] }] }],
    ],
    ['name:"my film"', [{ terms: [{ text: 'my film', fields: ['name'] }] }]],
    ['link:https://a.example/', [{ terms: [{ text: 'https://a.example/', fields: ['link'] }] }]],
    ['dir:/home', [{ terms: [{ text: '/home', fields: ['folder'] }] }]],
    ['error:404', [{ terms: [{ text: '404', fields: ['error'] }] }]],
    ['ext:ISO,.zip', [{ extensions: ['iso', 'zip'] }]],
    ['ext:', [{ extensions: [''] }]],
    ['type:video', [categoryFilter('video', categories)]],
    ['category:"Holiday films"', [categoryFilter('c1', categories)]],
    ['type:mus,vid', [categoryFilter('music', categories), categoryFilter('video', categories)]],
    ['proof:checksum', [{ proofs: ['checksum'] }]],
    ['>1GB', [{ length: { atLeast: 1_000_000_001 } }]],
    ['size:>=1GB', [{ length: { atLeast: 1_000_000_000 } }]],
    ['<10MB', [{ length: { below: 10_000_000 } }]],
    ['<=1KiB', [{ length: { below: 1025 } }]],
    ['1MB..2GB', [{ length: { atLeast: 1_000_000, below: 2_000_000_001 } }]],
    ['size:1,5MB..', [{ length: { atLeast: 1_500_000 } }]],
    ['size:=100', [{ length: { atLeast: 100, below: 101 } }]],
    ['size:100MB', [{ length: { atLeast: 95_000_000, below: 105_000_001 } }]],
    ['added:today', [{ added: { atLeast: DAY(17), below: DAY(18) } }]],
    ['finished:yesterday', [{ finished: { atLeast: DAY(16), below: DAY(17) } }]],
    ['added:week', [{ added: { atLeast: DAY(11) } }]],
    ['added:<7d', [{ added: { atLeast: nowMs - 7 * 86_400_000 } }]],
    ['added:>2w', [{ added: { below: nowMs - 14 * 86_400_000 } }]],
    ['added:2026-05', [{ added: { atLeast: DAY(1), below: DAY(1, 5) } }]],
    ['added:2026-05-17', [{ added: { atLeast: DAY(17), below: DAY(18) } }]],
    ['added:>2026-05-01', [{ added: { atLeast: DAY(2) } }]],
    ['added:2026-04..2026-05-03', [{ added: { atLeast: DAY(1, 3), below: DAY(4) } }]],
  ])('%s', (text, filters) => {
    const { filter, chips, hints } = parseSearch(text, context)
    expect(filter.clauses).toEqual([{ anyOf: filters }])
    expect(chips).toEqual([{ start: 0, end: text.length, text }])
    expect(hints).toEqual([])
  })

  it('behind a minus lets pass all others', () => {
    expect(clausesOf('-status:failed')).toEqual([
      { anyOf: [{ states: ['failed', 'needs-link'] }], isNot: true },
    ])
  })

  it('stands among words, and all have to hold', () => {
    const { filter, chips } = parseSearch('ubuntu status:paused >1GB', context)
    expect(filter.clauses).toHaveLength(3)
    expect(chips.map(({ text }) => text)).toEqual(['status:paused', '>1GB'])
  })

  it('is understood in one’s own language as well', () => {
    const words = {
      operators: { status: ['zustand'], added: ['hinzugefügt'] },
      statuses: { failed: 'Fehlgeschlagen' },
      categories: { pictures: 'Bilder' },
      days: { today: 'heute' },
    } as const
    expect(meaning('zustand:fehlgeschlagen', { words })).toEqual(meaning('status:failed'))
    expect(meaning('status:failed', { words })).toEqual(meaning('status:failed'))
    expect(meaning('type:bilder', { words })).toEqual(meaning('type:pictures'))
    expect(meaning('hinzugefügt:heute', { words })).toEqual(meaning('added:today'))
  })

  it.each(['status:', 'size:>', 'host:', 'added:<'])(
    'that is still being typed asks for nothing: %s',
    (text) => {
      expect(parseSearch(text, context)).toEqual({ filter: {}, chips: [], hints: [] })
    },
  )

  it.each([
    ['status:fridge', 'status', 'fridge'],
    ['size:huge', 'size', 'huge'],
    ['added:2026-13', 'added', '2026-13'],
    ['added:2026-02-30', 'added', '2026-02-30'],
    ['type:spoons', 'type', 'spoons'],
  ])('that cannot take its value is ignored with a hint: %s', (text, operator, value) => {
    expect(parseSearch(`x ${text}`, context)).toEqual({
      filter: parseSearch('x', context).filter,
      chips: [],
      hints: [{ code: 'unknown-value', operator, value }],
    })
  })

  it('that there is not is looked for as text, with a hint', () => {
    const { filter, hints } = parseSearch('stauts:failed', context)
    expect(filter).toEqual({ clauses: [{ anyOf: [{ terms: [{ text: 'stauts:failed' }] }] }] })
    expect(hints).toEqual([{ code: 'unknown-operator', operator: 'stauts', value: 'failed' }])
  })
})

const piece = fc.constantFrom(
  ...['status:', 'failed', ',', '"', '-', '>', '1GB', '..', ' ', 'size:', 'added:', '<7d', ':'],
  ...['type:', 'video', 'x', 'ä', '\\', '%', 'host:', '2026-', '05', 'ext:', '.', '=', '“'],
)

it('makes of any text a query that the list takes', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      const { filter, chips } = parseSearch(text, context)
      expect(listFilterSchema.parse(filter)).toEqual(filter)
      for (const chip of chips) expect(text.slice(chip.start, chip.end)).toBe(chip.text)
    }),
  )
})
