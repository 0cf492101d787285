import { describe, expect, it } from 'vitest'
import type { SegmentRecord } from '../../src/main/engine/ports'
import { type Coroutine, gather, run } from '../../src/main/kernel'
import { type DownloadOptions, NO_OPTIONS } from '../../src/shared/download-options'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { draft, FOLDER, insert, type StoreHome } from './store-home'
import { describeSharing } from './store-sharing'
import { describeTimeline } from './store-timeline'

/** The promises of `Store`, for each adapter; `makeHome` gives an empty place. */
export function describeStore(name: string, makeHome: () => StoreHome): void {
  describe(name, () => {
    describeRecords(makeHome)
    describeBatches(makeHome)
    describeSmallThings(makeHome)
    describeTimeline(makeHome)
    describeSharing(makeHome)
  })
}

function describeRecords(makeHome: () => StoreHome): void {
  describe('the record of a download', () => {
    it('begins with an id, the last rank, and nothing that is not known yet', () => {
      const store = makeHome().open()
      expect(insert(store, { wishedName: 'y' })).toEqual({
        ...draft({ wishedName: 'y' }),
        id: 1,
        rank: 1,
        fileName: null,
        partName: null,
        lengthBytes: null,
        validator: { etag: null, lastModified: null },
        contentType: null,
        foundChecksums: [],
        resumable: null,
        proof: null,
        error: null,
        finishedAtMs: null,
        discarded: null,
        segments: [],
      })
    })

    it('is kept wholly over close and reopen', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const patch = {
        rank: -0.125,
        state: 'failed',
        fileName: 'x.iso',
        partName: 'x.iso.part',
        lengthBytes: 2 ** 40,
        validator: { etag: 'W/"a"', lastModified: 'Fri, 02 Jan 2026 03:04:05 GMT' },
        contentType: 'application/zip',
        foundChecksums: [{ algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' }],
        resumable: true,
        proof: 'validator',
        error: { code: 'server-busy', facts: { host: 'a.example', status: 503 } },
        finishedAtMs: 1_700_000_000_001,
        discarded: null,
      } as const
      const segments: readonly SegmentRecord[] = [
        { start: 0, position: 2 ** 33, end: 2 ** 34 },
        { start: 2 ** 34, position: 2 ** 34, end: 2 ** 40 },
      ]
      before.update(id, patch)
      before.checkpoint(id, segments)
      before.end()
      expect(home.open().claimAll()).toEqual([{ ...draft(), id, ...patch, segments }])
    })

    it('keeps what a person asked of it, and changes of that', () => {
      const home = makeHome()
      const before = home.open()
      const options: DownloadOptions = {
        headers: { 'X-Key': 'k' },
        userAgent: 'me/1',
        referer: 'https://b.example/',
        cookie: 'a=1; b=2',
        login: { user: 'me', password: 'p:w' },
        proxy: 'socks5://p.example:1080',
        limitBytesPerSec: 1,
        connections: 2,
        checksums: [{ algorithm: 'sha1', hex: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }],
        onConflict: 'skip',
      }
      const one = insert(before, { options })
      const other = insert(before)
      before.update(other.id, { options: { ...NO_OPTIONS, onConflict: 'fail' } })
      before.end()
      expect(home.open().claimAll()).toMatchObject([
        { id: one.id, options },
        { id: other.id, options: { ...NO_OPTIONS, onConflict: 'fail' } },
      ])
    })

    it('changes only in what a patch names, and back to null too', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const error = { code: 'gone', facts: {} } as const
      store.update(id, { error, resumable: false, lengthBytes: 0 })
      store.update(id, { error: null })
      store.update(id, {})
      expect(store.claimAll()[0]).toMatchObject({ error: null, resumable: false, lengthBytes: 0 })
      store.update(id, { resumable: null, lengthBytes: null })
      expect(store.claimAll()[0]).toMatchObject({ resumable: null, lengthBytes: null })
    })

    it('does not change once it is handed out', () => {
      const store = makeHome().open()
      const record = insert(store)
      store.update(record.id, { state: 'failed' })
      store.checkpoint(record.id, [{ start: 0, position: 0, end: 1 }])
      expect(record).toMatchObject({ state: 'queued', segments: [] })
    })

    it('has the segments of the last checkpoint, and knows an open end', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      store.checkpoint(id, [
        { start: 10, position: 10, end: 20 },
        { start: 0, position: 5, end: 10 },
      ])
      expect(store.claimAll()[0]?.segments.map(({ start }) => start)).toEqual([0, 10])
      const unknown = [{ start: 0, position: 7, end: Number.POSITIVE_INFINITY }]
      store.checkpoint(id, unknown)
      expect(store.claimAll()[0]?.segments).toEqual(unknown)
    })

    it('never has an id that another had before', () => {
      const home = makeHome()
      const before = home.open()
      before.insert(['a', 'b', 'c'].map((name) => draft({ url: `https://a.example/${name}` })))
      before.remove([1, 3, 9])
      before.end()
      const after = home.open()
      expect(insert(after).id).toBe(4)
      expect(after.claimAll().map(({ id }) => id)).toEqual([2, 4])
    })

    it('comes in the order of ranks, a new one last', () => {
      const home = makeHome()
      const before = home.open()
      before.insert([draft(), draft(), draft()])
      before.update(1, { rank: 7.5 })
      before.update(3, { rank: 1.5 })
      expect(insert(before).rank).toBeGreaterThan(7.5)
      before.update(2, { rank: 1.5 })
      before.end()
      expect(
        home
          .open()
          .claimAll()
          .map(({ id }) => id),
      ).toEqual([2, 3, 1, 4])
    })

    it('changes together with others, where they are there', () => {
      const home = makeHome()
      const before = home.open()
      before.insert([draft(), draft(), draft()])
      before.updateAll([1, 3, 9], { state: 'paused', error: null })
      before.updateAll([2, 3], { wishedName: 'y' })
      before.updateAll([1, 2], {})
      before.end()
      expect(home.open().claimAll()).toMatchObject([
        { id: 1, state: 'paused', wishedName: null },
        { id: 2, state: 'queued', wishedName: 'y' },
        { id: 3, state: 'paused', wishedName: 'y' },
      ])
    })

    it('is refused with disk-error where it makes no sense', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const segment = { start: 0, position: 0, end: 1 }
      const refused = expect.objectContaining({ code: 'disk-error' })
      expect(() => store.checkpoint(99, [segment])).toThrow(refused)
      expect(() => store.checkpoint(id, [segment, segment])).toThrow(refused)
      expect(() => store.checkpoint(id, [{ ...segment, position: 0.5 }])).toThrow(refused)
      expect(() => store.update(id, { finishedAtMs: 0.5 })).toThrow(refused)
      expect(() => store.insert([draft({ addedAtMs: Number.NaN })])).toThrow(refused)
      expect(store.claimAll()).toMatchObject([{ id, segments: [], finishedAtMs: null }])
    })
  })
}

function describeBatches(makeHome: () => StoreHome): void {
  describe('a batch', () => {
    it('is done wholly or not at all, batches within it included', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const change = (): void => {
        store.update(id, { state: 'paused' })
        store.batch(() => store.checkpoint(id, [{ start: 0, position: 0, end: 1 }]))
      }
      const doubtful = (): void => {
        change()
        throw new Error('changed my mind')
      }
      expect(() => store.batch(doubtful)).toThrow('changed my mind')
      expect(store.claimAll()[0]).toMatchObject({ state: 'queued', segments: [] })
      store.batch(change)
      expect(store.claimAll()[0]).toMatchObject({ state: 'paused', segments: [{ end: 1 }] })
    })

    it('goes on without one of its parts that failed', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      store.batch(() => {
        store.update(id, { state: 'paused' })
        expect(() =>
          store.batch(() => {
            store.update(id, { state: 'failed' })
            throw new Error('changed my mind')
          }),
        ).toThrow('changed my mind')
        store.update(id, { fileName: 'x' })
      })
      expect(store.claimAll()[0]).toMatchObject({ state: 'paused', fileName: 'x' })
    })

    it('cannot hold what has to be on disk at once', () => {
      const store = makeHome().open()
      expect(() => store.batch(() => insert(store))).toThrow()
      expect(() => store.batch(() => store.writeSettings({ startInTray: true }))).toThrow()
      expect(store.claimAll()).toEqual([])
      expect(store.settings().startInTray).toBe(false)
    })
  })
}

function describeSmallThings(makeHome: () => StoreHome): void {
  describe('the digests of blocks', () => {
    const block = (number: number, byte: number) => ({
      block: number,
      digest: Buffer.alloc(4, byte),
    })

    it('come with checkpoints, replace one another, and go one by one or all', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const segments: readonly SegmentRecord[] = [{ start: 0, position: 1, end: 2 }]
      store.checkpoint(id, segments, [block(2, 2), block(0, 1)])
      store.checkpoint(id, segments)
      store.checkpoint(id, segments, [block(0, 3), block(1, 4)])
      expect(store.blocks(id)).toEqual([block(0, 3), block(1, 4), block(2, 2)])
      store.forgetBlocks(id, [0, 2])
      expect(store.blocks(id)).toEqual([block(1, 4)])
      store.forgetBlocks(id)
      expect(store.blocks(id)).toEqual([])
    })
  })

  describe('a flush', () => {
    it('returns to all who ask at once, whether anything changed or not', async () => {
      const store = makeHome().open()
      await run(store.flush())
      insert(store)
      const atOnce = function* (): Coroutine<void> {
        yield* gather([store.flush(), store.flush(), store.flush()])
        yield* store.flush()
      }
      await run(atOnce())
    })
  })

  describe('what hosts take', () => {
    it('is remembered, newest word last', () => {
      const store = makeHome().open()
      expect(store.host('a.example')).toBeNull()
      store.rememberHost({ host: 'a.example', mostConnections: 4, seenAtMs: 1 })
      const newest = { host: 'a.example', mostConnections: 2, seenAtMs: 2 }
      store.rememberHost(newest)
      expect(store.host('a.example')).toEqual(newest)
    })
  })

  describe('settings', () => {
    it('have defaults, and are kept as far as they were changed', () => {
      const home = makeHome()
      const before = home.open()
      expect(before.settings()).toEqual({ ...DEFAULT_SETTINGS, folder: FOLDER })
      before.writeSettings({ folder: '/elsewhere', limitBytesPerSec: 5 })
      before.writeSettings({ limitBytesPerSec: null, startInTray: true })
      before.end()
      expect(home.open().settings()).toEqual({
        ...DEFAULT_SETTINGS,
        folder: '/elsewhere',
        startInTray: true,
      })
    })
  })
}
