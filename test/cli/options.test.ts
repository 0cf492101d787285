import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  failsThenRecovers,
  fileBody,
  goodServer,
  type Handler,
  neverAnswers,
  startServer,
  type TestServer,
} from '../servers'
import { events, type Outcome, type RunOptions, startRill } from './run-rill'

const file = fileBody(71, 100_003)
const other = fileBody(72, 1_000)
let home: string
let server: TestServer

const basicLogin: Handler = (exchange) => {
  const { request, response } = exchange
  if (request.headers.authorization === `Basic ${btoa('me:hunter2')}`) {
    return goodServer(file)(exchange)
  }
  response.writeHead(401, { 'www-authenticate': 'Basic realm="files"' }).end()
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rill-cli-'))
  server = await startServer({
    '/a.bin': goodServer(file),
    '/b.bin': goodServer(other),
    '/login.bin': basicLogin,
    '/silent.bin': neverAnswers(),
    '/busy.bin': failsThenRecovers({ status: 503 }, goodServer(file)),
  })
})

afterEach(async () => {
  await server.close()
  await rm(home, { recursive: true, force: true })
})

const files = (): string => join(home, 'files')

function get(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const dirs = ['--data-dir', join(home, 'data'), '-d', files()]
  return startRill(['get', ...dirs, ...args], options).outcome
}

const names = async (): Promise<string[]> => (await readdir(files())).sort()
const content = (name: string): Promise<Buffer> => readFile(join(files(), name))

describe('what a request says', () => {
  it('has the fields of the options, on every connection', async () => {
    const fields = [
      '--header',
      'X-Key: k: 1',
      '--header',
      'Accept-Language: eo',
      '--header=x-key:2',
    ]
    const own = ['--user-agent', 'me/1', '--referer', 'https://b.example/', '--cookie', 'a=1; b=2']
    expect(await get([...fields, ...own, server.url('/a.bin')])).toMatchObject({ status: 0 })
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({
        'x-key': 'k: 1, 2',
        'accept-language': 'eo',
        'user-agent': 'me/1',
        referer: 'https://b.example/',
        cookie: 'a=1; b=2',
      })
    }
  })

  it('logs in with --user, and needs it', async () => {
    const without = await get(['--json', server.url('/login.bin')])
    expect(without.status).toBe(1)
    expect(events(without.stdout).at(-1)).toMatchObject({ event: 'failed', code: 'unauthorized' })
    // The same command with a login goes on with the same download.
    const outcome = await get(['--user', 'me:hunter2', server.url('/login.bin')])
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
    expect(await names()).toEqual(['login.bin'])
  })

  it('goes through the proxy of --proxy, of the environment, or through none', async () => {
    const asked: string[] = []
    const proxy = await startServer((exchange) => {
      asked.push(exchange.request.url ?? '')
      return goodServer(other)(exchange)
    })
    try {
      const link = (name: string): string => `http://files.invalid/${name}`
      const env = { http_proxy: proxy.origin, no_proxy: '' }
      expect(await get(['--proxy', proxy.origin, link('1')])).toMatchObject({ status: 0 })
      expect(await get([link('2')], { env })).toMatchObject({ status: 0 })
      expect(new Set(asked)).toEqual(new Set([link('1'), link('2')]))
      expect(await get(['--proxy', 'none', server.url('/b.bin')], { env })).toMatchObject({
        status: 0,
      })
      expect(new Set(asked).size).toBe(2)
    } finally {
      await proxy.close()
    }
  })
})

describe('--checksum', () => {
  it('proves the right file', async () => {
    const { status, stdout } = await get([
      '--json',
      '--checksum',
      `sha256=${file.sha256().toUpperCase()}`,
      server.url('/a.bin'),
    ])
    expect(status).toBe(0)
    expect(events(stdout).at(-1)).toMatchObject({ event: 'completed', proof: 'checksum' })
  })

  it('keeps a wrong file from its name', async () => {
    const wrong = ['--checksum', `md5=${'0'.repeat(32)}`]
    const { status, stdout, stderr } = await get(['--json', ...wrong, server.url('/a.bin')])
    expect(status).toBe(1)
    expect(events(stdout).at(-1)).toMatchObject({ event: 'failed', code: 'checksum-mismatch' })
    expect(stderr).toContain('md5')
    expect(await names()).not.toContain('a.bin')
  })
})

describe('--limit', () => {
  it('makes a download last', async () => {
    const { status, stdout } = await get(['--json', '--limit', '64k', server.url('/a.bin')])
    expect(status).toBe(0)
    expect(Number(events(stdout).at(-1)?.elapsedMs)).toBeGreaterThan(500)
  })
})

describe('patience', () => {
  it('ends after --max-tries', async () => {
    const { status, stdout } = await get(['--json', '--max-tries', '2', server.url('/busy.bin')])
    expect(status).toBe(1)
    expect(events(stdout).at(-1)).toMatchObject({ event: 'failed', retryable: true })
    expect(server.requests).toHaveLength(2)
  })

  it('ends with silence of --timeout', async () => {
    const patience = ['--timeout', '0.2', '--max-tries', '1']
    const { status, stdout } = await get(['--json', ...patience, server.url('/silent.bin')])
    expect(status).toBe(1)
    expect(events(stdout).at(-1)).toMatchObject({ code: 'stalled', retryable: true })
  })
})

describe('--on-conflict', () => {
  beforeEach(async () => {
    await get([server.url('/b.bin')])
    await writeFile(join(files(), 'b.bin'), 'mine')
  })

  it('rename keeps both', async () => {
    expect(await get(['--on-conflict=rename', server.url('/b.bin')])).toMatchObject({ status: 0 })
    expect(await names()).toEqual(['b (1).bin', 'b.bin'])
    expect(String(await content('b.bin'))).toBe('mine')
  })

  it('overwrite puts the new one in its place', async () => {
    expect(await get(['--on-conflict=overwrite', server.url('/b.bin')])).toMatchObject({
      status: 0,
    })
    expect(await names()).toEqual(['b.bin'])
    expect((await content('b.bin')).equals(other.read(0, other.lengthBytes))).toBe(true)
  })

  it('skip leaves it alone and is no failure', async () => {
    const skip = ['--json', '--on-conflict=skip']
    const { status, stdout, stderr } = await get([...skip, server.url('/b.bin')])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(events(stdout).at(-1)).toEqual({
      event: 'skipped',
      id: expect.any(Number),
      path: join(files(), 'b.bin'),
    })
    expect(await names()).toEqual(['b.bin'])
    expect(String(await content('b.bin'))).toBe('mine')
  })

  it('fail says so', async () => {
    const { status, stdout, stderr } = await get([
      '--json',
      '--on-conflict=fail',
      server.url('/b.bin'),
    ])
    expect(status).toBe(1)
    expect(events(stdout).at(-1)).toMatchObject({ event: 'failed', code: 'name-taken' })
    expect(stderr).toContain(join(files(), 'b.bin'))
    expect(await names()).toEqual(['b.bin'])
  })
})

describe('lists', () => {
  const list = (): string =>
    [
      '# two files',
      server.url('/a.bin'),
      '',
      server.url('/b.bin'),
      '  out=c.bin',
      server.url('/a.bin'),
    ].join('\r\n')

  it('come from a file', async () => {
    const path = join(home, 'links.txt')
    await writeFile(path, list())
    expect(await get(['-i', path])).toMatchObject({ status: 0, stderr: '' })
    expect(await names()).toEqual(['a.bin', 'c.bin'])
  })

  it('come from standard input, beside links', async () => {
    const outcome = await get(['-i', '-', server.url('/login.bin'), '--user', 'me:hunter2'], {
      input: list(),
    })
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
    expect(await names()).toEqual(['a.bin', 'c.bin', 'login.bin'])
  })

  it('have mirrors, which are tried one after the other', async () => {
    const line = ['/none', '/login.bin', '/a.bin', '/b.bin'].map((path) => server.url(path))
    const input = `${line.join('\t')}\n  out=one.bin\n`
    const { status, stdout } = await get(['--json', '-i', '-'], { input })
    expect(events(stdout).filter(({ event }) => event === 'failed')).toEqual([])
    expect(status).toBe(0)
    expect(await names()).toEqual(['one.bin'])
    const bytes = await content('one.bin')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256())
    expect(server.requests.filter(({ path }) => path === '/b.bin')).toEqual([])
  })

  it('fail when the last of their mirrors has failed, and go on from it when asked again', async () => {
    const dead = [server.url('/none'), server.url('/login.bin')].join('\t')
    const failed = await get(['--json', '-i', '-'], { input: dead })
    expect(failed.status).toBe(1)
    expect(events(failed.stdout).filter(({ event }) => event === 'failed')).toEqual([
      expect.objectContaining({ code: 'unauthorized' }),
    ])
    const again = await get(['--json', '--user', 'me:hunter2', '-i', '-'], { input: dead })
    expect(again).toMatchObject({ status: 0 })
    expect(await names()).toHaveLength(1)
  })

  it('may be empty', async () => {
    expect(await get(['-i', '-'], { input: '# nothing today\n' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })

  it('come from metalinks, with names and checksums', async () => {
    const path = join(home, 'two.meta4')
    const hash = (hex: string): string => `<hash type="sha-256">${hex}</hash>`
    await writeFile(
      path,
      `<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">
        <file name="one.bin">${hash(file.sha256())}<url>${server.url('/a.bin')}</url></file>
        <file name="two.bin">${hash('0'.repeat(64))}<url>${server.url('/b.bin')}</url></file>
      </metalink>`,
    )
    const { status, stdout } = await get(['--json', path])
    expect(status).toBe(1)
    expect(events(stdout)).toContainEqual(
      expect.objectContaining({ event: 'completed', proof: 'checksum' }),
    )
    expect(events(stdout)).toContainEqual(
      expect.objectContaining({ event: 'failed', code: 'checksum-mismatch' }),
    )
    expect((await names()).filter((name) => !name.endsWith('.part'))).toEqual(['one.bin'])
  })

  it.each([
    ['a list that is not there', ['-i', '/nowhere/links.txt'], '/nowhere/links.txt'],
    ['a metalink that is not there', ['/nowhere/x.meta4'], '/nowhere/x.meta4'],
    ['one name for two files', ['-o', 'x', '-i', '-'], '--out'],
    ['a line that is no link', ['-i', '-'], 'standard input:3 '],
  ])('end with 2 and one line: %s', async (_, args, word) => {
    const input = `${server.url('/a.bin')}\n${server.url('/b.bin')}\nhunter2\n`
    const lines = word === '--out' ? input.replace('hunter2', '') : input
    const { status, stdout, stderr } = await get(args, { input: lines })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(word)
    expect(stderr).not.toContain('hunter2')
    expect(server.requests).toHaveLength(0)
  })
})

describe('secrets', () => {
  it.each([['--json'], ['--quiet'], ['--no-flag']])('are not told, with %s', async (flag) => {
    const secrets = [
      '--cookie',
      'sid=hunter2',
      '--header',
      'X-Key: hunter2',
      '--user',
      'me:hunter2',
    ]
    const link = server.url('/none.bin').replace('//', '//me:hunter3@')
    const args = [...secrets, ...(flag === '--no-flag' ? [] : [flag]), link]
    const { status, stdout, stderr } = await get(args)
    expect(status).toBe(1)
    expect(stdout + stderr).not.toContain('hunter2')
    expect(stderr).not.toContain('hunter3')
    expect(stderr).toContain('/none.bin')
  })
})
