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
  if (options.command !== 'get') throw new Error('another command')
  return options
}

describe('rill get', () => {
  it('needs no more than a link', () => {
    expect(parse('get', LINK)).toMatchObject({
      targets: [LINK],
      input: undefined,
      flags: {},
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
    const expected: GetOptions = {
      command: 'get',
      targets: [LINK],
      input: 'links.txt',
      dir: '/files',
      out: 'y.iso',
      connections: 3,
      jobs: 2,
      limitBytesPerSec: 512_000,
      proxy: 'socks5://p.example:1080',
      maxTries: 7,
      stallMs: 2500,
      flags: {
        checksum: [{ algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' }],
        header: [
          { name: 'X-A', value: '1' },
          { name: 'X-B', value: 'b: c' },
        ],
        userAgent: 'me/1',
        referer: 'https://a.example/',
        cookie: 'a=1; b=2',
        user: { user: 'me', password: 'p:w' },
        onConflict: 'skip',
      },
      dataDir: '/data',
      json: true,
      quiet: true,
    }
    const short = ['-d', '/files', '-o', 'y.iso', '-x', '3', '-j', '2', '-q', '-i', 'links.txt']
    const long = ['--dir=/files', '--out=y.iso', '--connections=3', '--jobs=2', '--quiet']
    const others = ['--data-dir', '/data', '--json', '--limit', '500k', '--max-tries', '7']
    others.push('--proxy', 'socks5://p.example:1080', '--timeout', '2.5', '--on-conflict', 'skip')
    others.push('--checksum', 'md5=D41D8CD98F00B204E9800998ECF8427E', '--user', 'me:p:w')
    others.push('--header', 'X-A: 1', '--header', 'X-B:b: c', '--user-agent', 'me/1')
    others.push('--referer', 'https://a.example/', '--cookie', 'a=1; b=2')
    for (const flags of [short, [...long, '--input=links.txt']]) {
      expect(parse('get', ...flags, ...others, LINK)).toEqual(expected)
    }
  })

  it('makes folders absolute', () => {
    const { dir, dataDir } = parse('get', '-d', 'a/../b', '--data-dir', '.', LINK)
    expect({ dir, dataDir }).toEqual({ dir: resolve('b'), dataDir: resolve('.') })
  })

  it('takes options after links, and each link once', () => {
    const other = 'http://b.example/y'
    expect(parse('get', LINK, other, LINK, '-x', '64')).toMatchObject({
      targets: [LINK, other],
      connections: 64,
    })
  })

  it('takes metalinks, and no link where there is a list of them', () => {
    expect(parse('get', 'a.meta4', LINK, '/b.METALINK').targets).toEqual([
      'a.meta4',
      LINK,
      '/b.METALINK',
    ])
    expect(parse('get', '-i', '-')).toMatchObject({ targets: [], input: '-' })
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
    [['get', '-x', '0x10', LINK], 'another notation'],
    [['get', '-j', 'many', LINK], 'a word for a number'],
    [['get', '-d'], 'an option without its value'],
    [['get', '--limt', '1', LINK], 'an unknown option with a neighbour'],
    [['get', '--zzz', '1', LINK], 'an unknown option'],
    [['get', '--limit', '0', LINK], 'no byte a second'],
    [['get', '--limit', '5x', LINK], 'an unknown unit'],
    [['get', '--limit', '-1', LINK], 'a negative rate'],
    [['get', '--checksum', 'sha256=abc', LINK], 'a short checksum'],
    [['get', '--checksum', `crc32=${'0'.repeat(8)}`, LINK], 'an unknown algorithm'],
    [
      ['get', '--checksum', `md5=${'0'.repeat(32)}`, '--checksum', `md5=${'1'.repeat(32)}`, LINK],
      'checksums that exclude each other',
    ],
    [['get', '--header', 'no colon', LINK], 'a header without a value'],
    [['get', '--header', 'X Y: 1', LINK], 'a space in the name of a header'],
    [['get', '--header', 'X: 1\r\nY: 2', LINK], 'two headers in one'],
    [['get', '--cookie', 'a=1\nb=2', LINK], 'a cookie with a line break'],
    [['get', '--user-agent', 'łódź', LINK], 'letters that no header may have'],
    [['get', '--user', ':pass', LINK], 'a login without a name'],
    [['get', '--proxy', 'proxy.example:3128', LINK], 'a proxy without a protocol'],
    [['get', '--proxy', 'ftp://proxy.example', LINK], 'a proxy of another protocol'],
    [['get', '--max-tries', '0', LINK], 'no try'],
    [['get', '--timeout', '0', LINK], 'no time'],
    [['get', '--timeout', '1e3', LINK], 'another notation of seconds'],
    [['get', '--on-conflict', 'ask', LINK], 'an unknown policy'],
  ])('refuses %j with status 2 and one line: %s', (argv) => {
    expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 2 })
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^rill: .+ \(see rill --help\)\n$/u)
  })

  it.each([
    [['get', '--cookie', 'sid=hunter2\n', LINK]],
    [['get', '--cokie=sid=hunter2', LINK]],
    [['get', '--cokie', 'sid=hunter2', LINK]],
    [['get', '--user', ':hunter2', LINK]],
    [['get', '--header', 'Authorization hunter2', LINK]],
    [['get', '--proxy', 'ftp://me:hunter2@proxy.example', LINK]],
    [['get', 'ftp://me:hunter2@a.example/x']],
    [['get', 'ftp://a.example/x?token=hunter2']],
  ])('repeats no secret in its complaint: %j', (argv) => {
    expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 2 })
    expect(stderr).toMatch(/^rill: /u)
    expect(stderr).not.toContain('hunter2')
  })
})

describe('rill verify and rill log', () => {
  it('take files, by their whole path', () => {
    expect(parseCommandLine(['verify', 'a', '/b', '-q', '--data-dir', '/data'], '1.2.3')).toEqual({
      command: 'verify',
      files: [resolve('a'), '/b'],
      dataDir: '/data',
      json: false,
      quiet: true,
    })
    expect(parseCommandLine(['log', 'a', '--data-dir', '/data'], '1.2.3')).toEqual({
      command: 'log',
      file: resolve('a'),
      dataDir: '/data',
    })
  })

  it.each([[['verify']], [['log']], [['log', 'a', 'b']], [['log', 'a', '--json']]])(
    'refuse %j',
    (argv) => {
      expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 2 })
      expect(stderr).toMatch(/^rill: .+\n$/u)
    },
  )
})

describe('rill', () => {
  it.each([
    [['--version'], '1.2.3'],
    [['--help'], 'get'],
    [['get', '--help'], '--connections'],
    [['get', '--help'], '--on-conflict'],
  ])('%j is answered on standard output', (argv, word) => {
    expect(parseCommandLine(argv, '1.2.3')).toEqual({ exitStatus: 0 })
    expect({ stderr, found: stdout.includes(word) }).toEqual({ stderr: '', found: true })
  })
})
