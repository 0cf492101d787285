import { describe, expect, it } from 'vitest'
import {
  findUserDataDir,
  isTooLongForLock,
  parseLaunch,
  relaunchArguments,
} from '../../src/main/shell/launch-arguments'

const INSTALLED = { cwd: '/home/ada', defaultApp: false }
const DEVELOPED = { cwd: '/home/ada', defaultApp: true }
const NOTHING = { links: [], files: [], notUnderstood: [] }
const LINK = 'https://example.com/big.iso'

describe('parseLaunch', () => {
  it.each([
    ['a link', LINK, { links: [LINK] }],
    ['a rill: URL', `rill:${LINK}`, { links: [LINK] }],
    ['a relative file of links', 'list.txt', { files: ['/home/ada/list.txt'] }],
    ['an absolute file of links', '/tmp/My List.TXT', { files: ['/tmp/My List.TXT'] }],
    ['a file: URL', 'file:///tmp/my%20list.txt', { files: ['/tmp/my list.txt'] }],
    ['a Metalink', 'ubuntu.metalink', { files: ['/home/ada/ubuntu.metalink'] }],
    ['a Metalink of version 4', '/tmp/My ISO.META4', { files: ['/tmp/My ISO.META4'] }],
    ['a link to a Metalink', `${LINK}.meta4`, { links: [`${LINK}.meta4`] }],
    ['a file it cannot read', 'ubuntu.torrent', { notUnderstood: ['ubuntu.torrent'] }],
    ['an ftp link', 'ftp://example.com/a', { notUnderstood: ['ftp://example.com/a'] }],
    ['an empty rill: URL', 'rill://add', { notUnderstood: ['rill://add'] }],
  ])('takes %s', (_title, word, expected) => {
    expect(parseLaunch(['rill', word], INSTALLED)).toEqual({
      request: { ...NOTHING, ...expected },
      hidden: false,
    })
  })

  it('keeps the order of links', () => {
    const { request } = parseLaunch(['rill', 'http://b.test/', 'rill:http://a.test/'], INSTALLED)
    expect(request.links).toEqual(['http://b.test/', 'http://a.test/'])
  })

  it('passes over the app of a start by electron', () => {
    const argv = ['electron', '--no-sandbox', '.', LINK]
    expect(parseLaunch(argv, DEVELOPED).request).toEqual({ ...NOTHING, links: [LINK] })
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
    expect(parseLaunch(argv, DEVELOPED)).toEqual({ request: NOTHING, hidden: true })
  })

  it('finds --hidden in front of the app too', () => {
    expect(parseLaunch(['electron', '--hidden', '.'], DEVELOPED).hidden).toBe(true)
  })

  it('reads no switches after a double dash', () => {
    expect(parseLaunch(['rill', '--', '--hidden'], INSTALLED)).toEqual({
      request: { ...NOTHING, notUnderstood: ['--hidden'] },
      hidden: false,
    })
  })

  it('survives a file: URL of another computer', () => {
    const word = 'file://elsewhere/list'
    expect(parseLaunch(['rill', word], INSTALLED).request.notUnderstood).toEqual([word])
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

it('starts again with app and switches but not with what was brought', () => {
  const argv = ['electron', '--no-sandbox', '.', '--user-data-dir=/data', LINK, 'list.txt']
  expect(relaunchArguments(argv, true)).toEqual(['--no-sandbox', '--user-data-dir=/data', '.'])
})

describe('isTooLongForLock', () => {
  const links = (count: number): string[] => Array<string>(count).fill('x'.repeat(99))

  it('lets an ordinary command line pass', () => {
    expect(isTooLongForLock(['rill', ...links(280)], '/home/ada')).toBe(false)
  })

  it('stops one that Chromium would cut off', () => {
    expect(isTooLongForLock(['rill', ...links(300)], '/home/ada')).toBe(true)
  })

  it('counts bytes and not characters', () => {
    expect(isTooLongForLock(['rill', 'é'.repeat(15_000)], '/home/ada')).toBe(true)
  })
})
