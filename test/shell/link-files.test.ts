import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseMetalink } from '../../src/main/io/metalink/parse-metalink'
import { readLinkFiles } from '../../src/main/shell/link-files'

const read = (files: string[]) => readLinkFiles(files, async (xml) => parseMetalink(xml))

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rill-links-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function aFile(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

it('reads the links of all files in order', async () => {
  const files = [
    aFile('b.txt', 'http://b.test/1\r\nhttp://b.test/2'),
    aFile('a.txt', 'http://a.test/'),
  ]
  expect(await read(files)).toEqual({
    links: ['http://b.test/1', 'http://b.test/2', 'http://a.test/'],
    described: [],
    problems: [],
  })
})

it('reads past a byte order mark', async () => {
  const { links } = await read([aFile('bom.txt', '\uFEFFhttp://a.test/')])
  expect(links).toEqual(['http://a.test/'])
})

it('tells of each file that gave nothing and reads the others', async () => {
  const files = [join(folder, 'gone.txt'), aFile('empty.txt', ''), aFile('a.txt', 'http://a.test/')]
  const { links, problems } = await read(files)
  expect(links).toEqual(['http://a.test/'])
  expect(problems).toEqual([
    'gone.txt could not be read. Check that it exists and that you may open it.',
    'empty.txt has no http or https link.',
  ])
})

const SHA256 = 'f0ad929cd259957e160ea442eb80986b5f01eac7a5a0f4ce7d3d9e4e0a5e3c2b'

it('reads names and checksums in Metalinks', async () => {
  const files = [
    aFile(
      'two.META4',
      `<metalink>
        <file name="dir/one.iso">
          <hash type="sha-256">${SHA256}</hash>
          <url priority="2">http://far.test/1</url><url priority="1">http://near.test/1</url>
        </file>
        <file><url>http://a.test/2</url></file>
      </metalink>`,
    ),
    aFile('a.txt', 'http://a.test/'),
  ]
  const { links, described, problems } = await read(files)
  expect(links).toEqual(['http://a.test/'])
  expect(described).toEqual([
    {
      name: 'one.iso',
      lengthBytes: null,
      checksums: [{ algorithm: 'sha256', hex: SHA256 }],
      urls: ['http://near.test/1', 'http://far.test/1'],
    },
    { name: null, lengthBytes: null, checksums: [], urls: ['http://a.test/2'] },
  ])
  expect(problems).toEqual([])
})

it('tells of a Metalink that is none or empty', async () => {
  const files = [
    aFile('page.metalink', '<html></html>'),
    aFile('ftp.meta4', '<metalink><file><url>ftp://a.test/</url></file></metalink>'),
  ]
  expect(await read(files)).toEqual({
    links: [],
    described: [],
    problems: [
      'page.metalink is not a valid Metalink file.',
      'ftp.meta4 has no http or https link.',
    ],
  })
})
