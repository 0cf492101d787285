import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readLinkFiles } from '../../src/main/shell/link-files'

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
  expect(await readLinkFiles(files)).toEqual({
    links: ['http://b.test/1', 'http://b.test/2', 'http://a.test/'],
    problems: [],
  })
})

it('reads past a byte order mark', async () => {
  const { links } = await readLinkFiles([aFile('bom.txt', '\uFEFFhttp://a.test/')])
  expect(links).toEqual(['http://a.test/'])
})

it('tells of each file that gave nothing and reads the others', async () => {
  const files = [join(folder, 'gone.txt'), aFile('empty.txt', ''), aFile('a.txt', 'http://a.test/')]
  const { links, problems } = await readLinkFiles(files)
  expect(links).toEqual(['http://a.test/'])
  expect(problems).toEqual([
    'gone.txt could not be read. Check that it is there and may be opened.',
    'There is no http or https link in empty.txt.',
  ])
})
