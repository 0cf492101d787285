import { describe, expect, it } from 'vitest'
import { defaultTime } from '../../../src/renderer/lib/adding/later-times'
import { recentFolders } from '../../../src/renderer/lib/adding/recent-folders'
import { textOfLinks } from '../../../src/renderer/lib/adding/text-of-links'

describe('the time that is proposed for later', () => {
  it('is a full hour, an hour away at least', () => {
    expect(defaultTime(new Date(2026, 2, 4, 5, 6))).toBe('2026-03-04T07:00')
    expect(defaultTime(new Date(2026, 11, 31, 23, 0))).toBe('2027-01-01T01:00')
  })
})

describe('folders used before', () => {
  it('have the newest first, each once, and are eight', () => {
    expect(recentFolders('/b', ['/a', '/b'])).toEqual(['/b', '/a'])
    const many = Array.from({ length: 8 }, (_, index) => `/${index}`)
    expect(recentFolders('/new', many)).toEqual(['/new', ...many.slice(0, 7)])
  })
})

describe('what plain text puts into the field', () => {
  const link = 'https://a.example/x.iso'
  it.each([
    ['Look at this: https://a.example/x.iso.', link],
    ['nothing', ''],
    [`curl '${link}' -H 'a: b'`, `curl '${link}' -H 'a: b'`],
    [`${link}\n${'ab'.repeat(32)}`, `${link}\n${'ab'.repeat(32)}`],
    [`${link} mine.iso`, `${link} mine.iso`],
    ['https://a.example/[1-20000]', 'https://a.example/[1-20000]'],
    ['https://a.example/[1-3].zip', 'https://a.example/[1-3].zip'],
  ])('%s', (plain, text) => {
    expect(textOfLinks({ plain, html: '' })).toBe(text)
  })
})
