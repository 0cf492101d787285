import { describe, expect, it } from 'vitest'
import { expandPattern } from '../../../src/renderer/link-input/expand-pattern'

function linksOf(text: string): readonly string[] {
  const expansion = expandPattern(text)
  return expansion.kind === 'links' ? expansion.links : []
}

describe('a pattern', () => {
  it.each([
    ['https://x.example/[1-3].zip', ['1.zip', '2.zip', '3.zip']],
    ['https://x.example/[08-11].zip', ['08.zip', '09.zip', '10.zip', '11.zip']],
    ['https://x.example/[1-9:4]', ['1', '5', '9']],
    ['https://x.example/[3-1]', ['3', '2', '1']],
    ['https://x.example/[a-c]', ['a', 'b', 'c']],
    ['https://x.example/[A-E:2]', ['A', 'C', 'E']],
    ['https://x.example/{red,blue}.png', ['red.png', 'blue.png']],
    ['https://x.example/{a,}x', ['ax', 'x']],
    ['https://x.example/[1-2]{a,b}', ['1a', '1b', '2a', '2b']],
    [String.raw`https://x.example/\[1-2]`, [String.raw`\1`, String.raw`\2`]],
    ['https://x.example/$[1-2]{x}', ['$1{x}', '$2{x}']],
  ])('%s', (pattern, ends) => {
    expect(linksOf(pattern)).toEqual(ends.map((end) => `https://x.example/${end}`))
  })

  it('may stand in the host', () => {
    expect(linksOf('https://cdn[1-2].example/x')).toEqual([
      'https://cdn1.example/x',
      'https://cdn2.example/x',
    ])
  })

  it('has its last place count fastest', () => {
    const links = linksOf('https://x.example/s[01-03]/e[01-10].mkv')
    expect(links).toHaveLength(30)
    expect(links[1]).toBe('https://x.example/s01/e02.mkv')
    expect(links.at(-1)).toBe('https://x.example/s03/e10.mkv')
  })

  it.each(['https://x.example/[1-10000]', 'https://x.example/[1-100]/[1-100]'])(
    'may stand for ten thousand links: %s',
    (pattern) => {
      expect(linksOf(pattern)).toHaveLength(10_000)
    },
  )

  it.each([
    'https://x.example/[1-10001]',
    'https://x.example/[1-100]/[1-101]',
    'https://x.example/[1-999999999999999]',
  ])('is refused when it is longer: %s', (pattern) => {
    expect(expandPattern(pattern)).toEqual({ kind: 'too-many' })
  })
})

describe('what is no pattern', () => {
  it.each([
    'https://x.example/file.zip',
    'http://[::1]/file.zip',
    'http://[2001:db8::7]:8080/x',
    'https://x.example/[draft].zip',
    'https://x.example/[a-Z].zip',
    'https://x.example/{guid}.zip',
    'https://x.example/?q={"a":1,"b":2}',
    'https://x.example/?q={%22a%22:1,%22b%22:2}',
  ])('%s', (text) => {
    expect(expandPattern(text)).toEqual({ kind: 'plain' })
  })
})
