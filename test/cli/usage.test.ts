import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type GetOptions, parseCommandLine } from '../../src/main/cli/usage'

const LINK = 'https://a.example/x'

let stdout = ''
let stderr = ''

beforeEach(() => {
  stdout = ''
  stderr = ''
  vi.stubEnv('XDG_STATE_HOME', '/state')
  vi.stubEnv('XDG_CONFIG_HOME', '/nowhere')
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

function parse(...argv: string[]): GetOptions {
  const options = parseCommandLine(argv, '1.2.3')
  if ('exitStatus' in options) throw new Error(`refused: ${stderr}`)
  return options
}

describe('rill get', () => {
  it('needs no more than a link', () => {
    expect(parse('get', LINK)).toMatchObject({
      urls: [LINK],
      out: undefined,
      json: false,
      quiet: false,
      ...(process.platform === 'linux' && {
        dir: join(homedir(), 'Downloads'),
        dataDir: '/state/rill',
      }),
    })
    expect(parse('get', LINK).connections).toBeUndefined()
    expect(parse('get', LINK).jobs).toBeUndefined()
  })

  it('reads all its options, long and short', () => {
    const expected = {
      urls: [LINK],
      dir: '/files',
      out: 'y.iso',
      connections: 3,
      jobs: 2,
      dataDir: '/data',
      json: true,
      quiet: true,
    }
    const short = ['-d', '/files', '-o', 'y.iso', '-x', '3', '-j', '2', '-q']
    const long = ['--dir=/files', '--out=y.iso', '--connections=3', '--jobs=2', '--quiet']
    for (const flags of [short, long]) {
      expect(parse('get', ...flags, '--data-dir', '/data', '--json', LINK)).toEqual(expected)
    }
  })

  it('makes folders absolute', () => {
    const { dir, dataDir } = parse('get', '-d', 'a/../b', '--data-dir', '.', LINK)
    expect({ dir, dataDir }).toEqual({ dir: resolve('b'), dataDir: resolve('.') })
  })

  it('takes options after links, and each link once', () => {
    const other = 'http://b.example/y'
    expect(parse('get', LINK, other, LINK, '-x', '64')).toMatchObject({
      urls: [LINK, other],
      connections: 64,
    })
  })

  it.each([
    [[], 'nothing'],
    [['get'], 'no link'],
    [['fetch', LINK], 'an unknown command'],
    [['get', 'a.example/x'], 'no protocol'],
    [['get', 'ftp://a.example/x'], 'another protocol'],
    [['get', LINK, ''], 'an empty link'],
    [['get', '-x', '0', LINK], 'no connection'],
    [['get', '-x', '65', LINK], 'too many connections'],
    [['get', '-x', '1.5', LINK], 'half a connection'],
    [['get', '-x', '', LINK], 'an empty number'],
    [['get', '-j', 'many', LINK], 'a word for a number'],
    [['get', '-d'], 'an option without its value'],
    [['get', '--limt', '1', LINK], 'an unknown option'],
    [['get', '-o', 'y', LINK, 'https://b.example/y'], 'one name for two files'],
  ])('refuses %j with status 2 and a word: %s', (argv) => {
    expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 2 })
    expect({ stdout, complained: stderr !== '' }).toEqual({ stdout: '', complained: true })
  })
})

describe('rill', () => {
  it.each([
    [['--version'], '1.2.3'],
    [['--help'], 'get'],
    [['get', '--help'], '--connections'],
  ])('%j is answered on standard output', (argv, word) => {
    expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 0 })
    expect({ stderr, found: stdout.includes(word) }).toEqual({ stderr: '', found: true })
  })
})
