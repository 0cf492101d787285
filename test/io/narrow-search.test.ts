import { describe, expect, it } from 'vitest'
import type { DownloadLists } from '../../src/main/io/store/download-lists'
import { isNarrower } from '../../src/main/io/store/narrow-search'
import type { ListFilter } from '../../src/shared/list-query'
import { draft } from '../contracts/store-home'
import { aView } from '../renderer/a-view'
import { openSqlite } from './sqlite-home'
import { tempFolder } from './temp-folder'

const words = (...texts: string[]): ListFilter => ({ terms: texts.map((text) => ({ text })) })

describe('a search is narrower', () => {
  it.each<[why: string, narrow: ListFilter, wide: ListFilter]>([
    ['with a longer word', words('debian'), words('deb')],
    ['with one more word', words('deb', 'iso'), words('deb')],
    ['whatever the case and the accents', words('ÉTÉS'), words('ete')],
    ['with a word where nothing was asked', words('deb'), {}],
    [
      'in the same states',
      { states: ['failed'], ...words('debi') },
      { states: ['failed'], ...words('deb') },
    ],
    [
      'with another word that must not be found',
      { terms: [{ text: 'a' }, { text: 'b', isNot: true }] },
      words('a'),
    ],
    [
      'with fewer errors that say a longer word',
      { terms: [{ text: 'busy', errorCodes: ['server-busy'] }] },
      { terms: [{ text: 'bus', errorCodes: ['server-busy', 'gone'] }] },
    ],
  ])('%s', (_why, narrow, wide) => {
    expect(isNarrower(narrow, wide)).toBe(true)
  })

  it.each<[why: string, narrow: ListFilter, wide: ListFilter]>([
    ['with a shorter word', words('de'), words('deb')],
    ['with another word', words('iso'), words('deb')],
    [
      'in other states',
      { states: ['paused'], ...words('deb') },
      { states: ['failed'], ...words('deb') },
    ],
    [
      'in other fields',
      { terms: [{ text: 'deb' }] },
      { terms: [{ text: 'deb', fields: ['name'] }] },
    ],
    [
      'with the errors of another language',
      { terms: [{ text: 'busy', errorCodes: ['gone'] }] },
      { terms: [{ text: 'bus', errorCodes: ['server-busy'] }] },
    ],
    [
      'where a longer word must not be found',
      { terms: [{ text: 'deb', isNot: true }] },
      { terms: [{ text: 'de', isNot: true }] },
    ],
    [
      'where what must not be found now must',
      words('deb'),
      { terms: [{ text: 'deb', isNot: true }] },
    ],
  ])('and is not %s', (_why, narrow, wide) => {
    expect(isNarrower(narrow, wide)).toBe(false)
  })
})

it('what is typed letter by letter finds what it finds at once', () => {
  const store = openSqlite(tempFolder())
  const names = ['sun.iso', 'sunday.iso', 'sunrise.zip', 'moon.iso', 'unsun.bin']
  store.downloads.insert(names.map((name) => draft({ url: `https://example.org/${name}` })))
  const engine = { get: (id: number) => aView({ id }), liveValues: () => new Map<number, number>() }
  const sort = { column: 'name', descending: true } as const
  const find = (lists: DownloadLists, text: string): readonly number[] =>
    lists.list({ filter: words(text), sort }).ids
  const typed = store.lists(engine)
  typed.list({ sort })
  for (const text of ['s', 'su', 'sun', 'sund', 'sun', 'sunr', 'su', 'un']) {
    expect(find(typed, text)).toEqual(find(store.lists(engine), text))
  }
  expect(find(typed, 'sund')).toEqual([2])
})
