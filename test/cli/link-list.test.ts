import { describe, expect, it } from 'vitest'
import { type ListedLink, parseLinkList } from '../../src/main/cli/link-list'

const read = (...lines: readonly string[]): ListedLink[] => parseLinkList(lines.join('\n'), 'list')

describe('a list of links', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [], []],
    [
      'one per line',
      ['https://a.example/1', 'http://b.example/2'],
      ['https://a.example/1', 'http://b.example/2'],
    ],
    [
      'comments and blank lines',
      ['# one', '', '  # two', 'https://a.example/#3', '\t'],
      ['https://a.example/#3'],
    ],
    ['space around', ['  https://a.example/1  '], ['https://a.example/1']],
    [
      'lines of Windows',
      ['https://a.example/1\r', 'https://a.example/2\r', ''],
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['a byte order mark', ['\uFEFFhttps://a.example/1'], ['https://a.example/1']],
  ])('has %s', (_, lines, urls) => {
    expect(read(...lines).map(({ url }) => url)).toEqual(urls)
  })

  it('has mirrors behind a link', () => {
    expect(read('https://a.example/1\thttps://b.example/1\tftp://c.example/1')).toEqual([
      { url: 'https://a.example/1', mirrors: ['https://b.example/1'] },
    ])
  })

  it('has options below a link', () => {
    expect(
      read(
        'https://a.example/1',
        '  out=one.iso',
        '\tdir=sub/folder',
        '  # the digest of the publisher',
        `  checksum=sha-1=${'A'.repeat(40)}`,
        '  header=X-A: b=c',
        '  header=X-D: e',
        '  referer=https://a.example/',
        '  user-agent=me/1',
        'https://a.example/2',
      ),
    ).toEqual([
      {
        url: 'https://a.example/1',
        out: 'one.iso',
        dir: 'sub/folder',
        checksum: [{ algorithm: 'sha1', hex: 'a'.repeat(40) }],
        header: [
          { name: 'X-A', value: 'b=c' },
          { name: 'X-D', value: 'e' },
        ],
        referer: 'https://a.example/',
        userAgent: 'me/1',
      },
      { url: 'https://a.example/2' },
    ])
  })

  it.each<[string, readonly string[], string]>([
    ['another protocol', ['https://a.example/1', 'ftp://me:hunter2@b.example'], 'list:2 '],
    ['words', ['# fine', 'hunter2'], 'list:2 '],
    ['an option without a link', ['  out=hunter2'], 'list:1 '],
    ['an unknown option', ['https://a.example/1', '', ' split=hunter2'], 'list:3 '],
    ['an option without a value', ['https://a.example/1', ' out='], 'list:2 '],
    ['a bad value', ['https://a.example/1', ' checksum=hunter2'], "list:2: '--checksum'"],
  ])('is refused by the number of the line: %s', (_, lines, place) => {
    expect(() => read(...lines)).toThrow(place)
    expect(() => read(...lines)).not.toThrow('hunter2')
  })
})
