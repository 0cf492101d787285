import { describe, expect, it } from 'vitest'
import type { SegmentRecord } from '../../src/main/engine/records'
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
        finalUrl: null,
        server: null,
        foundChecksums: [],
        resumable: null,
        proof: null,
        error: null,
        finishedAtMs: null,
        trashed: null,
        startAtMs: null,
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
        finalUrl: 'https://b.example/x.iso',
        server: 'nginx',
        foundChecksums: [{ algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' }],
        resumable: true,
        proof: 'validator',
        error: { code: 'server-busy', facts: { host: 'a.example', status: 503 } },
        finishedAtMs: 1_700_000_000_001,
        trashed: null,
        startAtMs: 1_700_000_000_002,
      } as const
      const segments: readonly SegmentRecord[] = [
        { start: 0, position: 2 ** 33, end: 2 ** 34 },
        { start: 2 ** 34, position: 2 ** 34, end: 2 ** 40 },
      ]
      before.downloads.update(id, patch)
      before.checkpoints.write(id, segments)
      before.end()
      expect(home.open().claims.takeAll()).toEqual([{ ...draft(), id, ...patch, segments }])
    })

    it('keeps how fast it has been, as long as it is there', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const speeds = { recent: [1, 2], whole: [3], stepMs: 4_000 }
      expect(before.speeds.read(id)).toBeNull()
      before.speeds.write(id, { ...speeds, recent: [] })
      before.speeds.write(id, speeds)
      before.speeds.write(id + 1, speeds)
      before.end()
      const after = home.open()
      expect(after.speeds.read(id)).toEqual(speeds)
      expect(after.speeds.read(id + 1)).toBeNull()
      after.downloads.remove([id])
      expect(after.speeds.read(id)).toBeNull()
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
        mirrors: ['https://b.example/x'],
      }
      const one = insert(before, { options })
      const other = insert(before)
      before.downloads.update(other.id, { options: { ...NO_OPTIONS, onConflict: 'fail' } })
      before.end()
      expect(home.open().claims.takeAll()).toMatchObject([
        { id: one.id, options },
        { id: other.id, options: { ...NO_OPTIONS, onConflict: 'fail' } },
      ])
    })

    it('changes only in what a patch names, and back to null too', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const error = { code: 'gone', facts: {} } as const
      store.downloads.update(id, { error, resumable: false, lengthBytes: 0 })
      store.downloads.update(id, { error: null })
      store.downloads.update(id, {})
      expect(store.claims.takeAll()[0]).toMatchObject({
        error: null,
        resumable: false,
        lengthBytes: 0,
      })
      store.downloads.update(id, { resumable: null, lengthBytes: null })
      expect(store.claims.takeAll()[0]).toMatchObject({ resumable: null, lengthBytes: null })
    })

    it('does not change once it is handed out', () => {
      const store = makeHome().open()
      const record = insert(store)
      store.downloads.update(record.id, { state: 'failed' })
      store.checkpoints.write(record.id, [{ start: 0, position: 0, end: 1 }])
      expect(record).toMatchObject({ state: 'queued', segments: [] })
    })

    it('has the segments of the last checkpoint, and knows an open end', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      store.checkpoints.write(id, [
        { start: 10, position: 10, end: 20 },
        { start: 0, position: 5, end: 10 },
      ])
      expect(store.claims.takeAll()[0]?.segments.map(({ start }) => start)).toEqual([0, 10])
      const unknown = [{ start: 0, position: 7, end: Number.POSITIVE_INFINITY }]
      store.checkpoints.write(id, unknown)
      expect(store.claims.takeAll()[0]?.segments).toEqual(unknown)
    })

    it('never has an id that another had before', () => {
      const home = makeHome()
      const before = home.open()
      before.downloads.insert(
        ['a', 'b', 'c'].map((name) => draft({ url: `https://a.example/${name}` })),
      )
      before.downloads.remove([1, 3, 9])
      before.end()
      const after = home.open()
      expect(insert(after).id).toBe(4)
      expect(after.claims.takeAll().map(({ id }) => id)).toEqual([2, 4])
    })

    it('comes in the order of ranks, a new one last', () => {
      const home = makeHome()
      const before = home.open()
      before.downloads.insert([draft(), draft(), draft()])
      before.downloads.update(1, { rank: 7.5 })
      before.downloads.update(3, { rank: 1.5 })
      expect(insert(before).rank).toBeGreaterThan(7.5)
      before.downloads.update(2, { rank: 1.5 })
      before.end()
      expect(
        home
          .open()
          .claims.takeAll()
          .map(({ id }) => id),
      ).toEqual([2, 3, 1, 4])
    })

    it('changes together with others, where they are there', () => {
      const home = makeHome()
      const before = home.open()
      before.downloads.insert([draft(), draft(), draft()])
      before.downloads.updateAll([1, 3, 9], { state: 'paused', error: null })
      before.downloads.updateAll([2, 3], { wishedName: 'y' })
      before.downloads.updateAll([1, 2], {})
      before.end()
      expect(home.open().claims.takeAll()).toMatchObject([
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
      expect(() => store.checkpoints.write(99, [segment])).toThrow(refused)
      expect(() => store.checkpoints.write(id, [segment, segment])).toThrow(refused)
      expect(() => store.checkpoints.write(id, [{ ...segment, position: 0.5 }])).toThrow(refused)
      expect(() => store.downloads.update(id, { finishedAtMs: 0.5 })).toThrow(refused)
      expect(() => store.downloads.insert([draft({ addedAtMs: Number.NaN })])).toThrow(refused)
      expect(store.claims.takeAll()).toMatchObject([{ id, segments: [], finishedAtMs: null }])
    })
  })
}

function describeBatches(makeHome: () => StoreHome): void {
  describe('a batch', () => {
    it('is done wholly or not at all, batches within it included', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      const change = (): void => {
        store.downloads.update(id, { state: 'paused' })
        store.transactions.batch(() =>
          store.checkpoints.write(id, [{ start: 0, position: 0, end: 1 }]),
        )
      }
      const doubtful = (): void => {
        change()
        throw new Error('changed my mind')
      }
      expect(() => store.transactions.batch(doubtful)).toThrow('changed my mind')
      expect(store.claims.takeAll()[0]).toMatchObject({ state: 'queued', segments: [] })
      store.transactions.batch(change)
      expect(store.claims.takeAll()[0]).toMatchObject({ state: 'paused', segments: [{ end: 1 }] })
    })

    it('goes on without one of its parts that failed', () => {
      const store = makeHome().open()
      const { id } = insert(store)
      store.transactions.batch(() => {
        store.downloads.update(id, { state: 'paused' })
        expect(() =>
          store.transactions.batch(() => {
            store.downloads.update(id, { state: 'failed' })
            throw new Error('changed my mind')
          }),
        ).toThrow('changed my mind')
        store.downloads.update(id, { fileName: 'x' })
      })
      expect(store.claims.takeAll()[0]).toMatchObject({ state: 'paused', fileName: 'x' })
    })

    it('cannot hold what has to be on disk at once', () => {
      const store = makeHome().open()
      expect(() => store.transactions.batch(() => insert(store))).toThrow()
      expect(() =>
        store.transactions.batch(() => store.settings.write({ startInTray: true })),
      ).toThrow()
      expect(store.claims.takeAll()).toEqual([])
      expect(store.settings.read().startInTray).toBe(false)
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
      store.checkpoints.write(id, segments, [block(2, 2), block(0, 1)])
      store.checkpoints.write(id, segments)
      store.checkpoints.write(id, segments, [block(0, 3), block(1, 4)])
      expect(store.checkpoints.blocks(id)).toEqual([block(0, 3), block(1, 4), block(2, 2)])
      store.checkpoints.forgetBlocks(id, [0, 2])
      expect(store.checkpoints.blocks(id)).toEqual([block(1, 4)])
      store.checkpoints.forgetBlocks(id)
      expect(store.checkpoints.blocks(id)).toEqual([])
    })
  })

  describe('a flush', () => {
    it('returns to all who ask at once, whether anything changed or not', async () => {
      const store = makeHome().open()
      await run(store.transactions.flush())
      insert(store)
      const atOnce = function* (): Coroutine<void> {
        yield* gather([
          store.transactions.flush(),
          store.transactions.flush(),
          store.transactions.flush(),
        ])
        yield* store.transactions.flush()
      }
      await run(atOnce())
    })
  })

  describe('what hosts take', () => {
    it('is remembered, newest word last', () => {
      const store = makeHome().open()
      expect(store.hosts.read('a.example')).toBeNull()
      store.hosts.write({ host: 'a.example', mostConnections: 4, seenAtMs: 1 })
      const newest = { host: 'a.example', mostConnections: 2, seenAtMs: 2 }
      store.hosts.write(newest)
      expect(store.hosts.read('a.example')).toEqual(newest)
    })
  })

  describe('settings', () => {
    it('have defaults, and are kept as far as they were changed', () => {
      const home = makeHome()
      const before = home.open()
      expect(before.settings.read()).toEqual({ ...DEFAULT_SETTINGS, folder: FOLDER })
      before.settings.write({ folder: '/elsewhere', limitBytesPerSec: 5 })
      before.settings.write({ limitBytesPerSec: null, startInTray: true })
      before.end()
      expect(home.open().settings.read()).toEqual({
        ...DEFAULT_SETTINGS,
        folder: '/elsewhere',
        startInTray: true,
      })
    })
  })
}
