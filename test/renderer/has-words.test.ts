import { expect, it } from 'vitest'
import { hasWords } from '../../src/renderer/components/palette/has-words'

it('finds each word anywhere in a name, in whatever case', () => {
  expect(hasWords('Summer Café.mkv', ['cafe', 'SUM'])).toBe(true)
  expect(hasWords('Summer Café.mkv', ['cafe', 'winter'])).toBe(false)
})
