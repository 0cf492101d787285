import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { HttpSource, RequestOptions } from '../../src/main/engine/ports/http'
import { findChecksums, sumFilesBeside } from '../../src/main/engine/proof/find-checksums'
import { type Coroutine, createTask, run, runningLoop, sleep, until } from '../../src/main/kernel'
import type { Checksum } from '../../src/shared/checksum'
import { end, virtually } from '../kernel/virtually'
import type { Handler, TestServer } from '../servers/handlers'
import { ServerSource } from '../sim/server/server-source'
import { Process } from '../sim/world/process'
import { serve } from './serve'
import { worldOfTest } from './world-of-test'

const options: RequestOptions = {
  headers: {},
  userAgent: null,
  referer: null,
  cookie: null,
  login: null,
  proxy: 'none',
}
const sum = (digit: string): string => digit.repeat(64)
const sha256 = (digit: string): Checksum => ({ algorithm: 'sha256', hex: sum(digit) })

/** Runs a coroutine on the clock of the test's world, with a source of its servers. */
function inWorld<T>(main: (source: HttpSource) => Coroutine<T>): Promise<T> {
  const { world, servers } = worldOfTest()
  const process = new Process(world)
  return run(main(new ServerSource(servers, process)), { clock: process.clock })
}

const find = (server: TestServer, path = '/dir/big.iso'): Promise<Checksum[]> =>
  inWorld((source) => findChecksums({ source, url: server.url(path), options }))

const text =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Handler =>
  ({ response }) => {
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body)
  }

const paths = (server: TestServer): string[] => server.requests.map(({ path }) => path)

describe('sumFilesBeside', () => {
  const urlsOf = (url: string): string[] => sumFilesBeside(url).map((place) => place.url)

  it('stand beside the file, strong ones first', () => {
    expect(urlsOf('https://a.example/dir/big.iso#top')).toEqual([
      'https://a.example/dir/big.iso.sha256',
      'https://a.example/dir/big.iso.sha512',
      'https://a.example/dir/SHA256SUMS',
      'https://a.example/dir/SHA512SUMS',
      'https://a.example/dir/sha256sum.txt',
      'https://a.example/dir/big.iso.sha1',
      'https://a.example/dir/big.iso.md5',
      'https://a.example/dir/MD5SUMS',
    ])
  })

  it.each([
    [
      'keeps a login and a query',
      'https://u:p@a.example/x?t=1',
      'https://u:p@a.example/x.sha256?t=1',
    ],
    ['leaves escapes alone', 'https://a.example/a%20b', 'https://a.example/a%20b.sha256'],
    ['a query with a slash', 'https://a.example/x?a=/b', 'https://a.example/x.sha256?a=/b'],
    ['a folder', 'https://a.example/dir/', undefined],
    ['a host', 'https://a.example', undefined],
  ])('%s', (_title, url, first) => {
    expect(urlsOf(url)[0]).toBe(first)
  })
})

describe('findChecksums', () => {
  it.each<[string, string, Handler, Checksum[]]>([
    ['a bare digest beside it', '/dir/big.iso.sha256', text(sum('a')), [sha256('a')]],
    [
      'a named digest beside it',
      '/dir/big.iso.sha256',
      text(`${sum('a')}  big.iso`),
      [sha256('a')],
    ],
    ['a digest of another file', '/dir/big.iso.sha256', text(`${sum('a')}  old.iso`), []],
    ['a sum file', '/dir/SHA256SUMS', text(`${sum('b')}  a\n${sum('a')}  big.iso`), [sha256('a')]],
    ['a sum file without it', '/dir/SHA256SUMS', text(`${sum('b')}  other.iso`), []],
    ['a bare digest in a sum file', '/dir/SHA256SUMS', text(sum('a')), []],
    ['the last place', '/dir/MD5SUMS', text(`${sum('a')}  big.iso`), [sha256('a')]],
    ['a mark before the text', '/dir/big.iso.sha256', text(`\ufeff${sum('a')}`), [sha256('a')]],
    [
      'what Windows writes',
      '/dir/big.iso.sha256',
      text(Buffer.from(`\ufeff${sum('a')}\r\n`, 'utf16le')),
      [sha256('a')],
    ],
    [
      'a web page',
      '/dir/big.iso.sha256',
      text(sum('a'), { 'content-type': 'text/html; charset=x' }),
      [],
    ],
    ['a web page by another type', '/dir/big.iso.sha256', text(`<!doctype html>\n${sum('a')}`), []],
    ['a refusal', '/dir/big.iso.sha256', text(sum('a'), {}, 403), []],
    ['nothing at all', '/elsewhere', text(sum('a')), []],
    [
      'a file that is too long',
      '/dir/big.iso.sha256',
      text(`${sum('a')}  big.iso\n${'\n'.repeat(1024 * 1024)}`),
      [],
    ],
    [
      'a file that is too long and does not say so',
      '/dir/big.iso.sha256',
      ({ response }) => {
        response.write(`${sum('a')}  big.iso\n`)
        response.end('\n'.repeat(1024 * 1024))
      },
      [],
    ],
  ])('%s', async (_title, path, handler, expected) => {
    expect(await find(await serve({ [path]: handler }))).toEqual(expected)
  })

  it('asks no further once it knows', async () => {
    const server = await serve({
      '/x.sha512': text('c'.repeat(128)),
      '/SHA256SUMS': text(`${sum('a')}  x`),
    })
    expect(await find(server, '/x')).toEqual([{ algorithm: 'sha512', hex: 'c'.repeat(128) }])
    expect(paths(server)).toEqual(['/x.sha256', '/x.sha512'])
  })

  it('knows a file by its unescaped name', async () => {
    const server = await serve({ '/SHA256SUMS': text(`${sum('a')}  a b.iso`) })
    expect(await find(server, '/a%20b.iso')).toEqual([sha256('a')])
  })

  it.each([429, 500, 503])('leaves a server alone that says %i', async (status) => {
    const server = await serve(text('', {}, status))
    expect(await find(server)).toEqual([])
    expect(server.requests).toHaveLength(1)
  })

  it('leaves a server alone that breaks off', async () => {
    const server = await serve(({ response }) => void response.socket?.resetAndDestroy())
    expect(await find(server)).toEqual([])
    expect(server.requests).toHaveLength(1)
  })

  it('leaves a server alone that is silent', () =>
    virtually(function* () {
      const asked: string[] = []
      const source: HttpSource = {
        *get({ url }) {
          asked.push(url)
          yield* sleep(3_600_000)
          throw new DownloadError('bug')
        },
      }
      const startedAtMs = runningLoop().now()
      expect(yield* findChecksums({ source, url: 'https://a.example/x', options })).toEqual([])
      expect(asked).toHaveLength(1)
      expect(runningLoop().now() - startedAtMs).toBe(10_000)
    }))

  it('takes no word of another host', async () => {
    const other = await serve(text(sum('a')))
    const server = await serve(({ response, record }) => {
      response.writeHead(302, { location: other.url(record.path) }).end()
    })
    expect(await find(server)).toEqual([])
  })

  it('takes the word of its own host after a redirect', async () => {
    const server = await serve({
      '/x.sha256': ({ response }) => void response.writeHead(301, { location: '/y' }).end(),
      '/y': text(sum('a')),
    })
    expect(await find(server, '/x')).toEqual([sha256('a')])
  })

  it('cancelled lets go of its connection', async () => {
    const server = await serve(() => undefined)
    await inWorld(function* (source) {
      const search = createTask(findChecksums({ source, url: server.url('/x'), options }))
      yield* until(() => server.waitForRequest(() => true))
      yield* end(search)
      expect(search.cancelled()).toBe(true)
      yield* until(() => server.waitForRequest(({ closedEarly }) => closedEarly))
    })
  })
})
