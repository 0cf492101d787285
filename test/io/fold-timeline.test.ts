import { describe, expect, it } from 'vitest'
import { FOLDS_WITHIN, foldEntry, inherit } from '../../src/main/io/store/fold-timeline'
import type { TimelineEntry, TimelineFacts, TimelineKind } from '../../src/shared/timeline'

const entry = (kind: TimelineKind, atMs = 1, facts: TimelineFacts = {}): TimelineEntry => ({
  kind,
  atMs,
  facts,
})

const busy = (atMs: number, facts: TimelineFacts = {}): TimelineEntry =>
  entry('retrying', atMs, { code: 'server-busy', status: 503, ...facts })

/** What becomes of a timeline when all of these are noted, oldest first. */
function noted(...entries: readonly TimelineEntry[]): TimelineEntry[] {
  const newestFirst: TimelineEntry[] = []
  for (const next of entries) {
    const folded = foldEntry(newestFirst, next)
    if (folded === null) newestFirst.unshift(next)
    else newestFirst[folded.index] = folded.entry
  }
  return newestFirst.reverse()
}

describe('foldEntry', () => {
  it('makes one of what repeats itself, with a count and a last time', () => {
    expect(noted(busy(1), busy(2), busy(5))).toEqual([busy(1, { times: 3, untilMs: 5 })])
  })

  it('adds up costs and times, and keeps the newest of other numbers', () => {
    const before = busy(1, { costBytes: 10, delayMs: 100, connections: 8 })
    const next = busy(2, { costBytes: 5, delayMs: 300, connections: 7 })
    expect(noted(before, next)).toEqual([
      busy(1, { costBytes: 15, delayMs: 400, connections: 7, times: 2, untilMs: 2 }),
    ])
  })

  it('looks past other things that repeat', () => {
    expect(noted(busy(1), entry('split', 2), busy(3), entry('split', 4))).toEqual([
      busy(1, { times: 2, untilMs: 3 }),
      entry('split', 2, { times: 2, untilMs: 4 }),
    ])
  })

  it.each<[string, readonly TimelineEntry[]]>([
    ['another status', [busy(1), busy(2, { status: 429 })]],
    ['another host', [busy(1, { host: 'a.example' }), busy(2, { host: 'b.example' })]],
    ['another kind', [entry('stalled'), entry('refused')]],
    ['a turn in between', [busy(1), entry('restarted', 2), busy(3)]],
    ['turns', [entry('paused', 1), entry('paused', 2)]],
  ])('keeps apart %s', (_, entries) => {
    expect(noted(...entries)).toEqual(entries)
  })

  it('looks back no further than so many entries', () => {
    const others = Array.from({ length: FOLDS_WITHIN }, (_, at) =>
      entry('stalled', 2 + at, { host: `${at}.example` }),
    )
    expect(noted(busy(1), ...others, busy(99))).toHaveLength(FOLDS_WITHIN + 2)
    expect(noted(busy(1), ...others.slice(1), busy(99))).toHaveLength(FOLDS_WITHIN)
  })
})

describe('inherit', () => {
  it('counts all that was left out, folded ones too', () => {
    const heir = inherit(busy(1, { times: 40, untilMs: 9 }), entry('paused', 10))
    expect(heir).toEqual(entry('paused', 10, { leftOut: 40 }))
    expect(inherit(heir, entry('resumed', 11))).toEqual(entry('resumed', 11, { leftOut: 41 }))
  })
})
