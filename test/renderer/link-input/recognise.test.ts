import { describe, expect, it } from 'vitest'
import { recognise } from '../../../src/renderer/link-input/recognise'

const ONE = 'https://a.example/one.iso'
const TWO = 'https://a.example/two.iso'
const SHA256 = 'ab'.repeat(32)

function urlsOf(text: string): string[] {
  return recognise(text).links.map(({ url }) => url)
}

describe('the links in a text', () => {
  it.each([
    ['one per line', `${ONE}\n\n  ${TWO}\r\n`, [ONE, TWO]],
    ['the same twice', `${ONE}\n${ONE}`, [ONE]],
    ['prose', `Get ${ONE}, or (${TWO}).`, [ONE, TWO]],
    ['a bracket that belongs to it', 'https://a.example/x_(y)', ['https://a.example/x_(y)']],
    ['an IPv6 host', 'http://[::1]:8080/x', ['http://[::1]:8080/x']],
    [
      'a pattern in prose',
      'all of https://a.example/[1-2].zip!',
      ['https://a.example/1.zip', 'https://a.example/2.zip'],
    ],
  ])('%s', (_, text, urls) => {
    expect(urlsOf(text)).toEqual(urls)
  })

  it.each([
    [`${ONE} other name.iso`, 'other name.iso'],
    [`${ONE}\tother.iso`, 'other.iso'],
    [`${ONE} is a good file`, null],
    [`${ONE} folder/other.iso`, null],
  ])('may have a name beside them: %s', (text, wishedName) => {
    expect(recognise(text).links).toMatchObject([{ url: ONE, wishedName }])
  })

  it('are told apart from lines without one', () => {
    expect(recognise(`hello\n${ONE}\nftp://a.example/x`).remarks).toEqual([
      { line: 1, text: 'hello', reason: 'no-link' },
      { line: 3, text: 'ftp://a.example/x', reason: 'no-link' },
    ])
  })

  it('are a hundred thousand at most', () => {
    const lines = Array.from({ length: 100_001 }, (_, index) => `https://a.example/${index}`)
    expect(urlsOf(lines.join('\n'))).toHaveLength(100_000)
  })
})

describe('a pattern in a text', () => {
  it('tells its first, its last and how many', () => {
    const { links, patterns } = recognise('https://a.example/[001-100].zip')
    expect(links).toHaveLength(100)
    expect(patterns).toEqual([
      {
        text: 'https://a.example/[001-100].zip',
        first: 'https://a.example/001.zip',
        last: 'https://a.example/100.zip',
        count: 100,
      },
    ])
  })

  it('stands for nothing when it is too long', () => {
    const { links, remarks } = recognise(`https://a.example/[1-20000].zip\n${ONE}`)
    expect(links.map(({ url }) => url)).toEqual([ONE])
    expect(remarks).toMatchObject([{ line: 1, reason: 'too-many' }])
  })

  it('may be taken as it stands', () => {
    const text = 'https://a.example/{x,y}.zip'
    expect(recognise(text, { literal: true })).toMatchObject({
      links: [{ url: text }],
      patterns: [],
    })
  })
})

describe('a checksum in a text', () => {
  it('goes to the link of its file', () => {
    const { links, remarks } = recognise(`${ONE}\n${TWO}\n${SHA256}  two.iso\n`)
    expect(links.map(({ checksums }) => checksums.length)).toEqual([0, 1])
    expect(links[1]?.checksums).toEqual([{ algorithm: 'sha256', hex: SHA256 }])
    expect(remarks).toEqual([])
  })

  it('goes to the name that was wished for', () => {
    const { links } = recognise(`${ONE} mine.iso\n${SHA256} *./mine.iso`)
    expect(links[0]?.checksums).toHaveLength(1)
  })

  it.each([SHA256, `sha256:${SHA256}`, `SHA-256 = ${SHA256}`])(
    'belongs to the link above it: %s',
    (line) => {
      expect(recognise(`${ONE}\n${line}\n${TWO}`).links).toMatchObject([
        { checksums: [{ hex: SHA256 }] },
        { checksums: [] },
      ])
    },
  )

  it('is told of when there is no link for it', () => {
    expect(recognise(`${SHA256}  three.iso\n${ONE}`).remarks).toMatchObject([
      { line: 1, reason: 'lonely-checksum' },
    ])
  })
})

describe('a command of curl in a text', () => {
  it('brings its link with what belongs to it', () => {
    const text = `${TWO}\ncurl '${ONE}' \\\n -H 'X-Key: 1' \\\n -o mine.iso\nhello`
    const { links, remarks } = recognise(text)
    expect(links).toEqual([
      { url: TWO, wishedName: null, checksums: [], options: {} },
      { url: ONE, wishedName: 'mine.iso', checksums: [], options: { headers: { 'X-Key': '1' } } },
    ])
    expect(remarks).toEqual([{ line: 5, text: 'hello', reason: 'no-link' }])
  })

  it('may have a pattern, unless it says no', () => {
    expect(urlsOf('curl https://a.example/[1-3]')).toHaveLength(3)
    expect(urlsOf('curl -g "https://a.example/[1-3]"')).toEqual(['https://a.example/[1-3]'])
  })

  it('is told of when it is refused, or not followed in all', () => {
    const text = `curl ${ONE} -d x=1\ncurl -k ${TWO}`
    expect(recognise(text).remarks).toMatchObject([
      { line: 1, reason: 'curl-sends-data' },
      { line: 2, reason: 'curl-insecure' },
    ])
    expect(urlsOf(text)).toEqual([TWO])
  })
})
