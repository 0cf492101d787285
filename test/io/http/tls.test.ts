import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { fileBody, goodServer, selfSignedTls, type TestServer } from '../../servers'
import { serve } from '../../servers/serve'
import { tempFolder } from '../temp-folder'
import { failureOf, getAll, request } from './get-all'

const file = fileBody(44, 10_000)
const path = (name: string): string => join(import.meta.dirname, 'tls', `${name}.pem`)
const AUTHORITY = path('authority')

/** A server with a certificate of the tests' own authority. */
function serveTls(certificate: string): Promise<TestServer> {
  const tls = {
    key: readFileSync(path('key'), 'utf8'),
    cert: readFileSync(path(certificate), 'utf8'),
  }
  return serve({ '/x': goodServer(file) }, { tls })
}

/** It learns of authorities at its first request over TLS. */
const failure = (server: TestServer) =>
  failureOf(new GotSource('Rill/test'), request(server.url('/x')))

beforeEach(() => {
  vi.stubEnv('SSL_CERT_FILE', undefined)
  vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined)
  return () => vi.unstubAllEnvs()
})

describe('a certificate', () => {
  it.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])(
    'of an authority that %s names is trusted',
    async (name) => {
      const server = await serveTls('signed')
      vi.stubEnv(name, AUTHORITY)
      const { bytes } = await getAll(new GotSource('Rill/test'), request(server.url('/x')))
      expect(bytes.equals(file.read(0, file.lengthBytes))).toBe(true)
    },
  )

  it('of an authority in a bundle with other things is trusted', async () => {
    const server = await serveTls('signed')
    const bundle = join(tempFolder(), 'bundle.pem')
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    const own = selfSignedTls().cert
    writeFileSync(bundle, `# ours\n${broken}${own}${readFileSync(AUTHORITY, 'utf8')}`)
    vi.stubEnv('SSL_CERT_FILE', bundle)
    const { answer } = await getAll(new GotSource('Rill/test'), request(server.url('/x')))
    expect(answer.status).toBe(200)
  })

  it('is no matter before the first request over TLS', async () => {
    const [plain, secure] = [await serve({ '/x': goodServer(file) }), await serveTls('signed')]
    const source = new GotSource('Rill/test')
    await getAll(source, request(plain.url('/x')))
    vi.stubEnv('SSL_CERT_FILE', AUTHORITY)
    const { answer } = await getAll(source, request(secure.url('/x')))
    expect(answer.status).toBe(200)
  })

  it.each([
    ['of an authority that nobody knows', 'signed', '', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'and a list of authorities that is not there',
      'signed',
      '/none',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    ['that has expired', 'expired', AUTHORITY, 'CERT_HAS_EXPIRED'],
    ['of another host', 'other-host', AUTHORITY, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s is tls-refused', async (_, certificate, authority, detail) => {
    const server = await serveTls(certificate)
    vi.stubEnv('SSL_CERT_FILE', authority)
    expect(await failure(server)).toMatchObject({
      code: 'tls-refused',
      facts: { host: server.host, detail },
    })
  })

  it('that signed itself is tls-refused', async () => {
    const server = await serve({ '/x': goodServer(file) }, { tls: selfSignedTls() })
    expect(await failure(server)).toMatchObject({
      code: 'tls-refused',
      facts: { detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
  })

  it('is verified whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    expect((await failure(await serveTls('signed'))).code).toBe('tls-refused')
  })
})

describe('https', () => {
  it('to a server without it is tls-refused', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const url = server.url('/x').replace('http:', 'https:')
    expect((await failureOf(new GotSource('Rill/test'), request(url))).code).toBe('tls-refused')
  })
})

describe('an address', () => {
  it('of IPv6 is reached by its literal', async ({ skip }) => {
    const server = createServer((_, response) => response.end('six'))
    const isUp = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(0, '::1', () => resolve(true))
    })
    if (!isUp) skip('this machine has no IPv6')
    onTestFinished(() => void server.close())
    const url = `http://[::1]:${(server.address() as AddressInfo).port}/x`
    const { answer, bytes } = await getAll(new GotSource('Rill/test'), request(url))
    expect(answer.url).toBe(url)
    expect(bytes.toString()).toBe('six')
  })

  it('that does not answer is followed by the next of its name', async () => {
    // localhost is ::1 and 127.0.0.1 on most machines; here nobody listens on ::1.
    const server = await serve({ '/x': goodServer(file) })
    const url = server.url('/x').replace('127.0.0.1', 'localhost')
    const { answer } = await getAll(new GotSource('Rill/test'), request(url))
    expect(answer.status).toBe(200)
  })
})
