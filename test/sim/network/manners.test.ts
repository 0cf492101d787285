import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { GetRequest } from '../../../src/main/engine/ports/http'
import type { Coroutine } from '../../../src/main/kernel'
import { readAll, request } from '../../io/http/get-all'
import type { Manner } from '../story/story'
import { type InNetwork, inNetwork, MIB } from './some-network'

type Asked = Partial<Pick<GetRequest, 'range' | 'ifRange'>>

const WHOLE: Asked = {}
const FROM_START: Asked = { range: { start: 0, end: null } }
const MIDDLE: Asked = { range: { start: 300_000, end: 700_000 } }
const IF_SAME: Asked = { ...MIDDLE, ifRange: '"0-1"' }
const IF_OTHER: Asked = { ...MIDDLE, ifRange: '"other"' }

const ALL = '200 - 1048576'
const PART = '206 300000-700000/1048576 400000'

/**
 * The responses of a manner to a request, tried often: the status, the Content-Range, and the number
 * of bytes or the error.
 */
const SHOWS: readonly (readonly [Manner, Asked, readonly string[]])[] = [
  ['good', WHOLE, [ALL]],
  ['good', FROM_START, ['206 0-1048576/1048576 1048576']],
  ['good', MIDDLE, [PART]],
  ['good', IF_SAME, [PART]],
  ['good', IF_OTHER, [ALL]],
  ['no-ranges', MIDDLE, [ALL]],
  ['no-length', MIDDLE, [ALL]],
  ['ignores-ranges', MIDDLE, [ALL]],
  ['other-range', FROM_START, ['206 0-1048576/1048576 1048576']],
  ['other-range', MIDDLE, ['206 300007-700007/1048576 400000']],
  [
    'lies-about-range',
    MIDDLE,
    ['206 300000-700000/1048576 1048576', '206 300000-700000/1048576 399999'],
  ],
  ['short-bodies', MIDDLE, ['206 300000-700000/1048576 short-body']],
  ['short-bodies', { range: { start: 5, end: 100_000 } }, ['206 5-100000/1048576 99995']],
  ['breaks-if-range', IF_SAME, [ALL]],
  ['breaks-if-range', MIDDLE, [PART]],
  ['page-sometimes', MIDDLE, [PART, '200 - 4118 text/html']],
  ['redirects', MIDDLE, [`${PART} redirected`]],
  ['errors-sometimes', MIDDLE, [PART, '500 - 0', '503 - 0']],
  ['small-ranges', FROM_START, ['206 0-524288/1048576 524288']],
  ['small-ranges', MIDDLE, [PART]],
  ['forgets-ranges', MIDDLE, [PART, ALL]],
  ['not-satisfiable', MIDDLE, [PART, '416 - 0']],
  ['no-content-range', MIDDLE, ['206 - 400000']],
  ['part-is-the-whole', MIDDLE, ['206 0-1048576/1048576 1048576']],
  ['multipart', MIDDLE, ['206 - 400000 multipart/byteranges']],
  ['hides-total', MIDDLE, ['206 300000-700000/null 400000']],
  ['other-total', FROM_START, ['206 0-1048576/1048576 1048576']],
  ['other-total', MIDDLE, ['206 300000-700000/1048676 400000']],
  ['refuses-ranges', MIDDLE, ['501 - 0']],
  ['refuses-ranges', WHOLE, [ALL]],
  ['ignores-if-range', IF_OTHER, [PART]],
  ['stale-nodes', MIDDLE, [PART]],
  ['newest-wins', MIDDLE, [PART]],
]

function* seen({ source, network }: InNetwork, asked: Asked): Coroutine<string> {
  const answer = yield* source.get(request(network.linkOf(0), {}, asked))
  const range = answer.contentRange
  const words = [
    answer.status,
    range === null ? '-' : `${range.start}-${range.end}/${range.lengthBytes}`,
    yield* bytesOrError(answer),
  ]
  const { contentType } = answer
  if (contentType?.startsWith('text/html') || contentType?.startsWith('multipart/')) {
    words.push(contentType)
  }
  if (answer.redirectedFrom.length > 0) words.push('redirected')
  return words.join(' ')
}

function* bytesOrError(answer: Parameters<typeof readAll>[0]): Coroutine<string> {
  try {
    return `${(yield* readAll(answer)).byteLength}`
  } catch (error) {
    if (error instanceof DownloadError) return error.code
    throw error
  }
}

describe('a manner', () => {
  it.each(SHOWS)('%s answers %j as it says', (manner, asked, shows) =>
    inNetwork([{}], [{ manner }], function* (parts) {
      const all = new Set<string>()
      for (let tries = 0; tries < 50; tries += 1) all.add(yield* seen(parts, asked))
      expect([...all].toSorted()).toEqual([...shows].toSorted())
    }),
  )

  it('announces ranges if it takes them', () =>
    inNetwork([{}], [{ manner: 'no-ranges' }], function* ({ source, network }) {
      const takesRanges: boolean[] = []
      for (const manner of ['no-ranges', 'ignores-ranges', 'good'] as const) {
        network.misbehave(0, manner, 1000)
        const answer = yield* source.get(request(network.linkOf(0)))
        takesRanges.push(answer.acceptsRanges)
        answer.close()
      }
      expect(takesRanges).toEqual([false, true, true])
    }))

  it('brings the bytes of the range that it names', () =>
    inNetwork([{}], [{ manner: 'other-range' }], function* ({ source, network }) {
      const bytes = yield* readAll(yield* source.get(request(network.linkOf(0), {}, MIDDLE)))
      const file = network.versionsOf(0)[0]?.bytes
      expect(bytes.equals(file?.subarray(300_007, 700_007) ?? Buffer.alloc(0))).toBe(true)
    }))

  it('of stale nodes brings the previous version with its validators', () =>
    inNetwork([{}], [{ manner: 'stale-nodes' }], function* ({ source, network }) {
      network.changeFile(0, MIB / 2)
      const etags = new Map<string | null, number>()
      for (let tries = 0; tries < 50; tries += 1) {
        const answer = yield* source.get(request(network.linkOf(0)))
        etags.set(answer.validator.etag, (yield* readAll(answer)).byteLength)
      }
      expect(etags.get('"0-1"')).toBe(MIB)
      expect(etags.get('"0-2"')).toBe(MIB / 2)
    }))

  it('of newest-wins resets the earlier connections', () =>
    inNetwork([{}], [{ manner: 'newest-wins' }], function* ({ source, network }) {
      const first = yield* source.get(request(network.linkOf(0)))
      const second = yield* source.get(request(network.linkOf(0)))
      expect(yield* bytesOrError(first)).toBe('connection-lost')
      expect(yield* bytesOrError(second)).toBe(`${MIB}`)
    }))

  it('ends after its time', () =>
    inNetwork([{}], [{}], function* (parts) {
      parts.network.misbehave(0, 'no-ranges', 1_000)
      expect(yield* seen(parts, MIDDLE)).toBe(ALL)
      for (let tries = 0; tries < 10; tries += 1) yield* seen(parts, MIDDLE)
      expect(yield* seen(parts, MIDDLE)).toBe(PART)
    }))
})
