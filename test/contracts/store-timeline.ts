import { describe, expect, it } from 'vitest'
import { FIRST_ENTRIES, MOST_ENTRIES } from '../../src/main/io/store/fold-timeline'
import type { TimelineEntry } from '../../src/shared/timeline'
import { draft, insert, type StoreHome } from './store-home'

const entry = (atMs: number, changes: Partial<TimelineEntry> = {}): TimelineEntry => ({
  atMs,
  kind: 'paused',
  facts: {},
  ...changes,
})

/** The promises of `Store` on what is noted of a download. */
export function describeTimeline(makeHome: () => StoreHome): void {
  describe('the timeline', () => {
    it('is told oldest first, each download its own, after a restart too', () => {
      const home = makeHome()
      const before = home.open()
      const one = insert(before).id
      const other = insert(before).id
      const facts = { url: 'https://a.example/x', connections: 8 }
      const added = entry(1, { kind: 'added', facts })
      before.timelines.note(one, added)
      before.timelines.note(other, entry(2))
      before.timelines.note(one, entry(3))
      before.end()
      const after = home.open()
      expect(after.timelines.entries(one)).toEqual([added, entry(3)])
      after.downloads.remove([one])
      expect(after.timelines.entries(one)).toEqual([])
      expect(after.timelines.entries(other)).toEqual([entry(2)])
    })

    it('begins with what an insertion says of each', () => {
      const store = makeHome().open()
      const drafts = ['a', 'b'].map((name) => draft({ url: `https://a.example/${name}` }))
      store.downloads.insert(drafts, ({ url }) => entry(1, { kind: 'added', facts: { url } }))
      store.timelines.note(2, entry(2))
      expect(store.timelines.entries(1)).toEqual([
        entry(1, { kind: 'added', facts: { url: 'https://a.example/a' } }),
      ])
      expect(store.timelines.entries(2).map(({ kind }) => kind)).toEqual(['added', 'paused'])
    })

    it('takes the same of many at once, folded and shortened as one by one', () => {
      const store = makeHome().open()
      const ids = store.downloads.insert([draft(), draft(), draft()]).map(({ id }) => id)
      const busy = entry(1, { kind: 'retrying', facts: { code: 'server-busy' } })
      store.timelines.note(1, busy)
      store.timelines.noteAll([1, 2, 9], busy)
      expect(ids.map((id) => store.timelines.entries(id).map(({ facts }) => facts.times))).toEqual([
        [2],
        [undefined],
        [],
      ])
      store.transactions.batch(() => {
        for (let atMs = 0; atMs < MOST_ENTRIES; atMs += 1) store.timelines.note(3, entry(atMs))
      })
      store.timelines.noteAll([2, 3], entry(1_000))
      expect(store.timelines.entries(2)).toHaveLength(2)
      expect(store.timelines.entries(3)).toHaveLength(MOST_ENTRIES)
      expect(store.timelines.entries(3).at(-1)).toEqual(entry(1_000))
    })

    it('folds what repeats itself, after a restart too', () => {
      const home = makeHome()
      const busy = (atMs: number, facts = {}): TimelineEntry =>
        entry(atMs, { kind: 'retrying', facts: { code: 'server-busy', status: 503, ...facts } })
      const before = home.open()
      const { id } = insert(before)
      before.timelines.note(id, busy(1, { delayMs: 10 }))
      before.timelines.note(id, entry(2, { kind: 'split' }))
      before.timelines.note(id, busy(3, { delayMs: 20 }))
      before.end()
      const after = home.open()
      after.timelines.note(id, busy(4, { delayMs: 30 }))
      expect(after.timelines.entries(id)).toEqual([
        busy(1, { delayMs: 60, times: 3, untilMs: 4 }),
        entry(2, { kind: 'split' }),
      ])
    })

    it('keeps its beginning and its end, and says what it left out', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const surplus = 7
      store.transactions.batch(() => {
        for (let at = 0; at < MOST_ENTRIES + surplus; at += 1) store.timelines.note(id, entry(at))
      })
      const kept = store.timelines.entries(id)
      expect(kept).toHaveLength(MOST_ENTRIES)
      expect(kept[FIRST_ENTRIES - 1]).toEqual(entry(FIRST_ENTRIES - 1))
      expect(kept[FIRST_ENTRIES]).toEqual(
        entry(FIRST_ENTRIES + surplus, { facts: { leftOut: surplus } }),
      )
      expect(kept.at(-1)).toEqual(entry(MOST_ENTRIES + surplus - 1))
    })

    it('is refused with disk-error for a download that is not there', () => {
      const store = makeHome().open()
      expect(() => store.timelines.note(1, entry(1))).toThrow(
        expect.objectContaining({ code: 'disk-error' }),
      )
      expect(store.timelines.entries(1)).toEqual([])
    })
  })
}
