import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { HttpResponse, HttpSource } from '../../src/main/engine/ports/http'
import {
  CancelledError,
  type Coroutine,
  TimeoutError,
  taskGroup,
  timeout,
} from '../../src/main/kernel'
import type { ErrorInfo } from '../../src/shared/errors'
import { readAll, request } from '../io/http/get-all'

/**
 * How a server behaves. `good`: by RFC 9110. `big`: good, with a file that nobody takes in at once.
 * `held`: sends the header, a little, and waits. `cut`: ends the connection before the announced
 * length, `cut-chunks` before the last chunk. `silent`: takes the request and says nothing.
 */
export type Server =
  | 'good'
  | 'big'
  | 'held'
  | 'chunks'
  | 'missing'
  | 'busy'
  | 'page'
  | 'redirects'
  | 'cut'
  | 'cut-chunks'
  | 'resets-at-once'
  | 'refuses'
  | 'unknown-name'
  | 'silent'

/** A server, and the source that is under test. */
export interface Stand {
  readonly source: HttpSource
  /** Leads to the server's file. */
  readonly url: string
  /** More than a MiB; nothing where there is no file to get. */
  readonly file: Uint8Array
  /** Returns when the server has the request. */
  asked(): Coroutine<void>
  /** Waits for the connection's end; whether it came before that of the answer. */
  hasLeft(): Coroutine<boolean>
  /** Ends the connection by a reset. */
  reset(): void
  /** Lets pass what a server needs to send the whole file. */
  aWhile(): Coroutine<void>
  sentBytes(): number
}

/** Runs `body` with a server that behaves so. */
export type StandUp = <T>(server: Server, body: (stand: Stand) => Coroutine<T>) => Promise<T>

/** What an HttpSource promises, whatever is behind it. */
export function describeSource(name: string, standUp: StandUp): void {
  const failureOf = (server: Server): Promise<ErrorInfo> =>
    standUp(server, function* ({ source, url }) {
      try {
        yield* readAll(yield* source.get(request(url)))
      } catch (error) {
        if (error instanceof DownloadError) return error.info
        throw error
      }
      throw new Error('no DownloadError was thrown')
    })

  describe(`an answer of ${name}`, () => {
    const bytesOf = (part: Uint8Array): Buffer => Buffer.from(part)

    it('brings the bytes of a range', () =>
      standUp('good', function* ({ source, url, file }) {
        const range = { start: 100_000, end: 900_000 }
        const answer = yield* source.get(request(url, {}, { range }))
        expect(answer).toMatchObject({
          status: 206,
          url,
          redirectedFrom: [],
          contentType: 'application/octet-stream',
          contentRange: { ...range, lengthBytes: file.byteLength },
          contentLengthBytes: 800_000,
          contentEncoding: null,
          retryAfterMs: null,
        })
        const bytes = yield* readAll(answer)
        expect(bytes.equals(file.subarray(range.start, range.end))).toBe(true)
      }))

    it('brings all that follows a place', () =>
      standUp('good', function* ({ source, url, file }) {
        const range = { start: file.byteLength - 10, end: null }
        const answer = yield* source.get(request(url, {}, { range }))
        expect(answer.contentRange).toMatchObject({ end: file.byteLength })
        expect(yield* readAll(answer)).toEqual(bytesOf(file.subarray(-10)))
      }))

    it('brings the whole without a range', () =>
      standUp('good', function* ({ source, url, file }) {
        const answer = yield* source.get(request(url))
        expect(answer).toMatchObject({
          status: 200,
          contentRange: null,
          contentLengthBytes: file.byteLength,
          acceptsRanges: true,
        })
        expect((yield* readAll(answer)).equals(file)).toBe(true)
      }))

    it('depends on If-Range', () =>
      standUp('good', function* ({ source, url }) {
        const range = { start: 10, end: 20 }
        const first = yield* source.get(request(url, {}, { range }))
        first.close()
        const statuses: number[] = []
        for (const ifRange of [first.validator.etag, '"another"']) {
          const answer = yield* source.get(request(url, {}, { range, ifRange }))
          statuses.push(answer.status)
          answer.close()
        }
        expect(statuses).toEqual([206, 200])
      }))

    it('may refuse the range', () =>
      standUp('good', function* ({ source, url, file }) {
        const range = { start: file.byteLength, end: null }
        const answer = yield* source.get(request(url, {}, { range }))
        expect(answer).toMatchObject({
          status: 416,
          contentRange: null,
          refusedLengthBytes: file.byteLength,
        })
        answer.close()
      }))

    it('comes to its end without a length', () =>
      standUp('chunks', function* ({ source, url, file }) {
        const answer = yield* source.get(request(url))
        expect(answer.contentLengthBytes).toBeNull()
        expect((yield* readAll(answer)).equals(file)).toBe(true)
      }))

    it('stays at its end', () =>
      standUp('good', function* ({ source, url }) {
        const answer = yield* source.get(request(url, {}, { range: { start: 0, end: 1 } }))
        for (let left = yield* answer.read(); left !== null; ) left = yield* answer.read()
        expect(yield* answer.read()).toBeNull()
        answer.close()
      }))

    it('leaves alone what it has brought, until the next reading', () =>
      standUp('big', function* ({ source, url, file, aWhile }) {
        const answer = yield* source.get(request(url))
        for (let [reads, at] = [0, 0]; reads < 2; reads += 1) {
          const chunks = (yield* answer.read()) ?? []
          yield* aWhile()
          const bytes = Buffer.concat(chunks)
          expect(bytes.equals(file.subarray(at, at + bytes.byteLength))).toBe(true)
          at += bytes.byteLength
        }
        answer.close()
      }))

    it('tells where redirects led', () =>
      standUp('redirects', function* ({ source, url, file }) {
        const answer = yield* source.get(request(url))
        expect(answer.redirectedFrom).toEqual([url])
        expect(answer.url).not.toBe(url)
        expect((yield* readAll(answer)).equals(file)).toBe(true)
      }))

    it.each([
      ['missing', { status: 404, retryAfterMs: null }],
      ['busy', { status: 503, retryAfterMs: expect.any(Number) as number }],
      ['page', { status: 200, contentType: 'text/html' }],
    ] as const)('is taken as it is: %s', (server, facts) =>
      standUp(server, function* ({ source, url }) {
        const answer = yield* source.get(request(url))
        expect(answer).toMatchObject(facts)
        answer.close()
      }),
    )
  })

  describe(`a connection of ${name} that fails`, () => {
    it('by a reset in the middle is connection-lost', async () => {
      const outcome = standUp('held', function* ({ source, url, reset }) {
        const answer = yield* source.get(request(url))
        yield* answer.read()
        reset()
        yield* readAll(answer)
      })
      await expect(outcome).rejects.toMatchObject({
        code: 'connection-lost',
        facts: { detail: 'ECONNRESET' },
      })
    })

    it.each([
      ['cut', 'short-body'],
      ['cut-chunks', 'connection-lost'],
      ['resets-at-once', 'connection-lost'],
      ['refuses', 'connection-refused'],
      ['unknown-name', 'host-not-found'],
    ] as const)('by a server that %s is %s', async (server, code) => {
      expect((await failureOf(server)).code).toBe(code)
    })

    it('is told with its host', () =>
      standUp('unknown-name', function* ({ source, url }) {
        try {
          yield* source.get(request(url))
        } catch (error) {
          expect(error).toMatchObject({ facts: { host: new URL(url).host } })
        }
      }))
  })

  describe(`letting a connection of ${name} go`, () => {
    it('happens when the waiting for the header is cancelled', () =>
      standUp('silent', function* ({ source, url, asked, hasLeft }) {
        const outcome = yield* taskGroup(function* (group) {
          const task = group.spawn(source.get(request(url)))
          yield* asked()
          task.cancel()
          try {
            return yield* task
          } catch (error) {
            return error
          }
        })
        expect(outcome).toBeInstanceOf(CancelledError)
        expect(yield* hasLeft()).toBe(true)
      }))

    it('happens when the header takes longer than a timeout', () =>
      standUp('silent', function* ({ source, url, hasLeft }) {
        try {
          yield* timeout(50, () => source.get(request(url)))
        } catch (error) {
          expect(error).toBeInstanceOf(TimeoutError)
        }
        expect(yield* hasLeft()).toBe(true)
      }))

    it('happens on close, in the middle of the body, and twice does no harm', () =>
      standUp('big', function* ({ source, url, hasLeft }) {
        const answer = yield* source.get(request(url))
        yield* answer.read()
        answer.close()
        answer.close()
        expect(yield* hasLeft()).toBe(true)
      }))

    it('leaves nothing to read', async () => {
      const outcome = standUp('big', function* ({ source, url }) {
        const answer = yield* source.get(request(url))
        answer.close()
        yield* answer.read()
      })
      await expect(outcome).rejects.toMatchObject({ code: 'connection-lost' })
    })
  })

  describe(`a reader of ${name} that does not read`, () => {
    it('makes the server stop, and gets everything once it reads', () =>
      standUp('big', function* ({ source, url, file, aWhile, sentBytes }) {
        const answer = yield* source.get(request(url))
        yield* aWhile()
        expect(sentBytes()).toBeLessThan(file.byteLength / 3)
        expect(yield* countBytes(answer)).toBe(file.byteLength)
      }))
  })
}

function* countBytes(answer: HttpResponse): Coroutine<number> {
  let bytes = 0
  for (let some = yield* answer.read(); some !== null; some = yield* answer.read()) {
    for (const chunk of some) bytes += chunk.byteLength
  }
  answer.close()
  return bytes
}
