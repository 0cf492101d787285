import { describe, expect, it } from 'vitest'
import { exportTimeline, type TimelineSubject } from '../../src/shared/export-timeline'
import type { TimelineEntry } from '../../src/shared/timeline'

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

const subject: TimelineSubject = {
  url: 'https://me:hunter2@a.example/x.iso?token=abc',
  name: 'x.iso',
  dir: '/home/me',
  state: 'completed',
  doneBytes: 3_000_017,
  lengthBytes: 3_000_017,
  addedAtMs: AT,
  finishedAtMs: AT + 60_000,
  proof: 'validator',
  error: null,
}

describe('exportTimeline', () => {
  it('tells the download, then each entry on a line of its own', () => {
    const entries: readonly TimelineEntry[] = [
      { atMs: AT, kind: 'added', facts: {} },
      { atMs: AT + 1000, kind: 'planned', facts: { lengthBytes: 3_000_017, resumable: 'yes' } },
      {
        atMs: AT + 2000,
        kind: 'retrying',
        facts: {
          code: 'server-busy',
          host: 'a.example',
          status: 503,
          delayMs: 1200,
          times: 40,
          untilMs: AT + 50_000,
        },
      },
      { atMs: AT + 60_000, kind: 'completed', facts: { leftOut: 12 } },
    ]
    expect(exportTimeline(entries, subject)).toBe(
      [
        'x.iso',
        '  link      https://a.example/x.iso',
        '  folder    /home/me',
        '  state     completed',
        '  length    3,000,017 bytes',
        '  on disk   3,000,017 bytes',
        '  proof     validator',
        '  added     2026-01-02T03:04:05.678Z',
        '  finished  2026-01-02T03:05:05.678Z',
        '',
        '2026-01-02T03:04:05.678Z  added',
        '2026-01-02T03:04:06.678Z  planned     length 3,000,017 bytes; resumable yes',
        '2026-01-02T03:04:07.678Z  retrying    a.example is too busy (503) [server-busy]; host a.example; status 503; delay 1.200 s; 40 times until 2026-01-02T03:04:55.678Z',
        '… 12 more entries not shown',
        '2026-01-02T03:05:05.678Z  completed',
        '',
      ].join('\n'),
    )
  })

  it('tells why a download failed, and what is not known', () => {
    const text = exportTimeline([], {
      ...subject,
      state: 'failed',
      lengthBytes: null,
      finishedAtMs: null,
      proof: null,
      error: { code: 'bug', facts: { detail: 'at https://u:p@b.example/y?z' } },
    })
    expect(text).toContain('error     Something went wrong in Rill (at https://b.example/y). [bug]')
    expect(text).toContain('length    unknown')
    expect(text).not.toContain('finished')
    expect(text).not.toContain('proof')
  })

  it('keeps every entry on its line, and codes that it does not know', () => {
    const facts = { code: 'of-tomorrow', detail: 'two\r\nlines https://c.example/?secret' }
    const text = exportTimeline([{ atMs: AT, kind: 'failed', facts }], subject)
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      '2026-01-02T03:04:05.678Z  failed      of-tomorrow; detail two lines https://c.example/',
    )
  })
})
