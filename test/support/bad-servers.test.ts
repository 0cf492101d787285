import { describe, expect, it, onTestFinished } from 'vitest'
import { BAD_SERVERS } from './bad-servers'
import type { BadServer } from './bad-servers/bad-server'
import { FILE, SMALL_FILE } from './bad-servers/files'
import { pathOf, standUp } from './bad-servers/stand-up'

const all: [string, BadServer][] = Object.values(BAD_SERVERS).flatMap((group) =>
  Object.entries<BadServer>(group),
)

/** The link of a bad server, started for one test. */
async function linkOf(name: string): Promise<string> {
  const bad = new Map(all).get(name)
  if (bad === undefined) throw new Error(`no ${name}`)
  const standing = await standUp(bad)
  onTestFinished(() => standing.close())
  return standing.link
}

const getRange = async (link: string, range: string): Promise<[number, string | null, number]> => {
  const response = await fetch(link, { headers: { range } })
  const bytes = await response.arrayBuffer()
  return [response.status, response.headers.get('content-range'), bytes.byteLength]
}

describe('the table of bad servers', () => {
  it('names each behaviour once', () => {
    expect(all.length).toBeGreaterThanOrEqual(40)
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length)
  })

  it('starts and describes each', () => {
    for (const [name, bad] of all) {
      expect([bad.serves, bad.stands].filter((make) => make !== undefined)).toHaveLength(1)
      expect(bad.does, name).toMatch(/^[a-z0-9].*[^.]$/u)
      const handlers = bad.serves?.()
      if (typeof handlers === 'object') expect(handlers).toHaveProperty([pathOf(bad)])
    }
  })
})

describe('a bad server', () => {
  it('lies about its ranges', async () => {
    expect(await getRange(await linkOf('total-too-big'), 'bytes=5-9')).toEqual([
      206,
      `bytes 5-9/${FILE.lengthBytes + 1000}`,
      5,
    ])
  })

  it('signs links that are valid once', async () => {
    const link = await linkOf('target-expires-by-use')
    const signed = (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? ''
    const target = new URL(signed, link)
    await expect(fetch(target).then((answer) => answer.arrayBuffer())).rejects.toThrow()
    expect((await fetch(target)).status).toBe(403)
    expect((await fetch(link)).status).toBe(200)
  })

  it('lets other connections wait', async () => {
    const link = await linkOf('one-connection-queue')
    const first = await fetch(link)
    let served = false
    const second = fetch(link).then((answer) => {
      served = true
      return answer.arrayBuffer()
    })
    await first.arrayBuffer()
    expect(served).toBe(false)
    expect((await second).byteLength).toBe(FILE.lengthBytes)
  })

  it('encodes its file', async () => {
    const answer = await fetch(await linkOf('brotli'))
    expect(answer.headers.get('content-encoding')).toBe('br')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.equals(SMALL_FILE.read(0, SMALL_FILE.lengthBytes))).toBe(true)
  })

  it('forgets everything between starts', async () => {
    for (const _ of [1, 2]) {
      const link = await linkOf('one-time-link-broken')
      await expect(fetch(link).then((answer) => answer.arrayBuffer())).rejects.toThrow()
      expect((await fetch(link)).status).toBe(410)
    }
  })
})
