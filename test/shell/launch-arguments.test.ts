import { describe, expect, it } from 'vitest'
import {
  findUserDataDir,
  parseLaunch,
  relaunchArguments,
} from '../../src/main/shell/launch-arguments'

const INSTALLED = { cwd: '/home/ada', defaultApp: false }
const DEVELOPED = { cwd: '/home/ada', defaultApp: true }
const LINK = 'https://example.com/big.iso'

describe('parseLaunch', () => {
  it.each([
    ['a link', LINK, { links: [LINK] }],
    ['a rill: URL', `rill:${LINK}`, { links: [LINK] }],
    ['a relative file of links', 'list.txt', { files: ['/home/ada/list.txt'] }],
    ['an absolute file of links', '/tmp/My List.TXT', { files: ['/tmp/My List.TXT'] }],
    ['a file: URL', 'file:///tmp/my%20list.txt', { files: ['/tmp/my list.txt'] }],
    ['a file it cannot read', 'ubuntu.metalink', { notUnderstood: ['ubuntu.metalink'] }],
    ['an ftp link', 'ftp://example.com/a', { notUnderstood: ['ftp://example.com/a'] }],
    ['an empty rill: URL', 'rill://add', { notUnderstood: ['rill://add'] }],
  ])('takes %s', (_title, word, expected) => {
    expect(parseLaunch(['rill', word], INSTALLED)).toEqual({
      links: [],
      files: [],
      notUnderstood: [],
      hidden: false,
      ...expected,
    })
  })

  it('keeps the order of links', () => {
    const { links } = parseLaunch(['rill', 'http://b.test/', 'rill:http://a.test/'], INSTALLED)
    expect(links).toEqual(['http://b.test/', 'http://a.test/'])
  })

  it('passes over the app of a start by electron', () => {
    const argv = ['electron', '--no-sandbox', '.', LINK]
    expect(parseLaunch(argv, DEVELOPED)).toMatchObject({ links: [LINK], notUnderstood: [] })
  })

  it('passes over what Playwright puts in', () => {
    const argv = [
      'electron',
      '-r',
      '/x/loader.js',
      '--inspect=0',
      '--remote-debugging-port=0',
      '.',
      '--hidden',
    ]
    expect(parseLaunch(argv, DEVELOPED)).toEqual({
      links: [],
      files: [],
      notUnderstood: [],
      hidden: true,
    })
  })

  it('finds --hidden in front of the app too', () => {
    expect(parseLaunch(['electron', '--hidden', '.'], DEVELOPED).hidden).toBe(true)
  })

  it('reads no switches after a double dash', () => {
    const { hidden, notUnderstood } = parseLaunch(['rill', '--', '--hidden'], INSTALLED)
    expect({ hidden, notUnderstood }).toEqual({ hidden: false, notUnderstood: ['--hidden'] })
  })

  it('survives a file: URL of another computer', () => {
    const word = 'file://elsewhere/list'
    expect(parseLaunch(['rill', word], INSTALLED).notUnderstood).toEqual([word])
  })
})

describe('findUserDataDir', () => {
  it.each([
    ['an absolute folder', ['rill', '--user-data-dir=/data'], '/data'],
    ['a relative folder', ['rill', '--user-data-dir=data'], '/home/ada/data'],
    ['the last of several', ['rill', '--user-data-dir=/a', '--user-data-dir=/b'], '/b'],
    ['none from an empty value', ['rill', '--user-data-dir='], null],
    ['none without the switch', ['rill', LINK], null],
  ])('finds %s', (_title, argv, expected) => {
    expect(findUserDataDir(argv, INSTALLED)).toBe(expected)
  })
})

describe('relaunchArguments', () => {
  const later = { links: [LINK], files: ['/tmp/list.txt'], notUnderstood: [], hidden: false }

  it('keeps app and switches but not what the first start asked for', () => {
    const argv = ['electron', '--no-sandbox', '.', '--user-data-dir=/data', '--hidden', 'http://a/']
    expect(relaunchArguments(argv, true, later)).toEqual([
      '--no-sandbox',
      '--user-data-dir=/data',
      '.',
      LINK,
      '/tmp/list.txt',
    ])
  })

  it('hides again only when the later start was hidden', () => {
    expect(relaunchArguments(['rill'], false, { ...later, hidden: true })[0]).toBe('--hidden')
  })
})
