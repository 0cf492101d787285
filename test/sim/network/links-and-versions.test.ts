import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../../src/main/engine/ports/http'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import { readAll, request } from '../../io/http/get-all'
import type { ResourceStory } from '../story/story'
import { type InNetwork, inNetwork, MIB, outcomeOf } from './some-network'

const RANGE = { start: 100, end: 200 }

/** A response without its body. */
function* headOf(
  { source, network }: InNetwork,
  ifRange: string | null = null,
): Coroutine<HttpResponse> {
  const answer = yield* source.get(request(network.linkOf(0), {}, { range: RANGE, ifRange }))
  answer.close()
  return answer
}

describe('a link', () => {
  it.each([401, 403, 404, 410] as const)(
    'that has expired gives %d, and a new one the file',
    (how) =>
      inNetwork([{}], [{}], function* ({ source, network }) {
        const old = network.linkOf(0)
        network.expireLink(0, how)
        expect(yield* outcomeOf(source, old)).toBe(`${how}: 0`)
        expect(network.linkOf(0)).toBe(`${old}?v=2`)
        expect(yield* outcomeOf(source, network.linkOf(0))).toBe(`200: ${MIB}`)
        expect(network.resourceOf(old)).toBe(0)
      }),
  )

  it('gives a page when it has expired, if so told', () =>
    inNetwork([{}], [{}], function* (parts) {
      const old = parts.network.linkOf(0)
      parts.network.expireLink(0, 'login-page')
      const answer = yield* parts.source.get(request(old, {}, { range: RANGE }))
      expect(answer).toMatchObject({ status: 200, contentType: 'text/html' })
      answer.close()
    }))

  it('leads to nothing if it was never given out', () =>
    inNetwork([{}, {}], [{}], function* ({ source }) {
      expect(yield* outcomeOf(source, 'https://h0.example/r5/file5.bin')).toBe('404: 0')
      expect(yield* outcomeOf(source, 'https://h1.example/r0/file0.bin')).toBe('404: 0')
      expect(yield* outcomeOf(source, 'https://h0.example/r0/file0.bin?v=9')).toBe('404: 0')
      expect(yield* outcomeOf(source, 'https://h7.example/r0/file0.bin')).toBe('host-not-found')
    }))

  it('is valid for a while as the target of a redirect', () =>
    inNetwork([{}], [{ manner: 'redirects' }], function* (parts) {
      const { url } = yield* headOf(parts)
      expect(yield* outcomeOf(parts.source, url)).toBe(`200: ${MIB}`)
      yield* sleep(60_000)
      expect(yield* outcomeOf(parts.source, url)).toBe('403: 0')
    }))
})

describe('a file that changes', () => {
  it('keeps both versions and serves the new one', () =>
    inNetwork([{}], [{}], function* ({ source, network }) {
      const before = yield* source.get(request(network.linkOf(0)))
      network.changeFile(0, 1000)
      const [first, second] = network.versionsOf(0)
      expect((yield* readAll(before)).equals(first?.bytes ?? Buffer.alloc(0))).toBe(true)
      const after = yield* source.get(request(network.linkOf(0)))
      expect(after.validator).toEqual({ etag: second?.etag, lastModified: second?.lastModified })
      expect((yield* readAll(after)).equals(second?.bytes ?? Buffer.alloc(0))).toBe(true)
      expect([first?.number, second?.number]).toEqual([1, 2])
    }))

  it('has dates at least two seconds apart', () =>
    inNetwork([{}], [{}], function* ({ network }) {
      yield* sleep(500)
      for (let changes = 0; changes < 3; changes += 1) network.changeFile(0, 1000)
      const dates = network.versionsOf(0).map(({ lastModified }) => Date.parse(lastModified ?? ''))
      const steps = dates.slice(1).map((date, index) => date - (dates[index] ?? 0))
      expect(Math.min(...steps)).toBe(2_000)
    }))
})

describe('a validator', () => {
  it.each<[ResourceStory['validator'], RegExp | null, boolean]>([
    ['strong', /^"0-1"$/u, true],
    ['weak', /^W\/"0-1"$/u, false],
    ['date', null, true],
    ['none', null, false],
    ['nodes', /^"0-1-node[123]"$/u, true],
  ])('follows the story: %s', (validator, etag, hasDate) =>
    inNetwork([{}], [{ validator }], function* (parts) {
      const { validator: given } = yield* headOf(parts)
      if (etag === null) expect(given.etag).toBeNull()
      else expect(given.etag).toMatch(etag)
      expect(given.lastModified !== null).toBe(hasDate)
    }),
  )

  it.each<[ResourceStory['validator'], 'etag' | 'lastModified', number]>([
    ['strong', 'etag', 206],
    ['strong', 'lastModified', 206],
    ['weak', 'etag', 200],
    ['date', 'lastModified', 206],
  ])('serves as a condition: %s by its %s', (validator, field, status) =>
    inNetwork([{}], [{ validator }], function* (parts) {
      const { validator: first } = yield* headOf(parts)
      expect(yield* headOf(parts, first[field])).toMatchObject({ status })
      parts.network.changeFile(0, MIB)
      expect(yield* headOf(parts, first[field])).toMatchObject({ status: 200 })
    }),
  )

  it('differs between nodes', () =>
    inNetwork([{}], [{ validator: 'nodes' }], function* (parts) {
      const etags = new Set<string | null>()
      for (let tries = 0; tries < 20; tries += 1) etags.add((yield* headOf(parts)).validator.etag)
      expect(etags.size).toBe(3)
    }))
})

describe('a checksum in the header', () => {
  it('belongs to the version', () =>
    inNetwork([{}], [{ checksum: 'header' }], function* (parts) {
      parts.network.changeFile(0, 1234)
      const bytes = parts.network.versionsOf(0)[1]?.bytes ?? new Uint8Array(0)
      const hex = createHash('sha256').update(bytes).digest('hex')
      expect((yield* headOf(parts)).checksums).toEqual([{ algorithm: 'sha256', hex }])
      expect(parts.network.checksumOf(0, 2)).toEqual({ algorithm: 'sha256', hex })
    }))
})
