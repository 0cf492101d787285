import { readFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { GotSource } from '../../../src/main/io/http/got-source'
import { run, until } from '../../../src/main/kernel'
import { fileBody, goodServer, type TestServer } from '../../servers'
import { serve } from '../../servers/serve'
import { failureOf, readAll, request } from './get-all'
import { readWatching } from './read-watching'

const MIB = 1024 * 1024
const file = fileBody(51, 3 * MIB + 17)
const whole = file.read(0, file.lengthBytes)
const source = new GotSource('Rill/test', { leastDivertedBytes: 1 })

describe('a body over TLS', () => {
  const path = (name: string): string => join(import.meta.dirname, 'tls', `${name}.pem`)
  const tls = { key: readFileSync(path('key'), 'utf8'), cert: readFileSync(path('signed'), 'utf8') }
  const big = fileBody(52, 24 * MIB)

  beforeAll(() => {
    vi.stubEnv('SSL_CERT_FILE', path('authority'))
    return () => vi.unstubAllEnvs()
  })

  it.each(['127.0.0.1', 'localhost'])('of %s goes into buffers', async (name) => {
    const server = await serve({ '/x': goodServer(file) }, { tls })
    const url = server.url('/x').replace('127.0.0.1', name)
    const { bytes, isDiverted } = await run(readWatching(source, request(url)))
    expect(isDiverted).toBe(true)
    expect(bytes.equals(whole)).toBe(true)
  })

  it('comes wholly though its reader lets it wait', async () => {
    const server = await serve({ '/x': goodServer(big) }, { tls })
    const answer = await run(source.get(request(server.url('/x'))))
    const bytes = await run(
      readAll({
        ...answer,
        *read() {
          // The body stops and goes on between any two readings.
          yield* until(() => letArrive(server))
          return yield* answer.read()
        },
      }),
    )
    expect(bytes.equals(big.read(0, big.lengthBytes))).toBe(true)
  })

  it('that is garbled on the way is lost, and may be asked for again', async () => {
    const server = await serve({ '/x': goodServer(big) }, { tls })
    const url = await garbling(server, MIB)
    expect(await failureOf(source, request(url))).toMatchObject({ code: 'connection-lost' })
  })
})

/** Lets the server send as much as anybody takes. */
async function letArrive({ bytesSent }: TestServer): Promise<void> {
  for (let sent = -1; sent < bytesSent('/x'); ) {
    sent = bytesSent('/x')
    for (let turns = 0; turns < 5; turns += 1) await turn()
  }
}

/** The link to the server by a way that changes a byte, once so many have gone through. */
async function garbling({ origin, host }: TestServer, afterBytes: number): Promise<string> {
  const way = createServer((from: Socket) => {
    const to = connect(Number(host.split(':')[1]), '127.0.0.1')
    from.pipe(to)
    let bytes = 0
    to.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength
      if (bytes > afterBytes) chunk.fill(0xff, chunk.byteLength >> 1)
      from.write(chunk)
    })
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void way.close())
  const { port } = way.address() as { port: number }
  return `${origin.replace(/\d+$/u, String(port))}/x`
}
