import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { type Facts, Timeline } from '../../src/main/engine/timeline'
import type { TimelineEntry } from '../../src/shared/timeline'

function diary(): { timeline: Timeline; entries: TimelineEntry[] } {
  const entries: TimelineEntry[] = []
  const store = {
    note: (id: number, entry: TimelineEntry): void => {
      expect(id).toBe(7)
      entries.push(entry)
    },
  }
  return { timeline: new Timeline(7, store, () => 1_700_000_000_000.25), entries }
}

function noted(...what: readonly (DownloadError | Facts)[]): TimelineEntry['facts'] {
  const { timeline, entries } = diary()
  timeline.note('retrying', ...what)
  expect(entries).toHaveLength(1)
  return entries[0]?.facts ?? {}
}

describe('Timeline', () => {
  it('notes what happened, when, and nothing that is not known', () => {
    const { timeline, entries } = diary()
    timeline.note('added')
    timeline.note('planned', { lengthBytes: null, etag: undefined, name: '', resumable: true })
    expect(entries).toEqual([
      { atMs: 1_700_000_000_000, kind: 'added', facts: {} },
      { atMs: 1_700_000_000_000, kind: 'planned', facts: { resumable: 'yes' } },
    ])
  })

  it('takes the facts of an error and others beside them', () => {
    const error = new DownloadError('server-busy', { host: 'a.example', status: 503 })
    expect(noted(error, { delayMs: 1200 })).toEqual({
      code: 'server-busy',
      host: 'a.example',
      status: 503,
      delayMs: 1200,
    })
  })

  it('keeps the words of the innermost cause', () => {
    const inner = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    const outer = new Error('The request failed', { cause: inner })
    expect(noted(new DownloadError('connection-lost', {}, outer)).cause).toBe('ECONNRESET')
    expect(noted(new DownloadError('bug', {}, new Error('oh'))).cause).toBe('oh')
    const told = new DownloadError('connection-lost', { detail: 'ECONNRESET' }, outer)
    expect(noted(told)).not.toHaveProperty('cause')
  })

  it('keeps no secret of a link, wherever one stands', () => {
    const link = 'https://me:hunter2@a.example:8443/files/x.iso?token=abc&sig=def#part'
    const bare = 'https://a.example:8443/files/x.iso'
    const broken = new Error(`cannot parse <${link}>`)
    expect(
      noted({ url: link }, new DownloadError('bug', { detail: `at ${link}` }, broken)),
    ).toEqual({
      url: bare,
      code: 'bug',
      detail: `at ${bare}`,
      cause: `cannot parse <${bare}>`,
    })
    expect(noted({ proxy: 'socks5://u:p@[::1]:1080' })).toEqual({ proxy: 'socks5://[::1]:1080' })
  })

  it('keeps facts short and numbers finite', () => {
    const facts = noted({ detail: 'x'.repeat(10_000), end: Number.POSITIVE_INFINITY })
    expect(String(facts.detail)).toHaveLength(300)
    expect(facts).not.toHaveProperty('end')
  })

  it('passes over a store that fails, and nothing else', () => {
    const failing = (thrown: unknown): Timeline => {
      const note = (): void => {
        throw thrown
      }
      return new Timeline(1, { note }, () => 0)
    }
    expect(() => failing(new DownloadError('disk-full')).note('added')).not.toThrow()
    expect(() => failing(new TypeError('oh')).note('added')).toThrow(TypeError)
  })
})
