import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DownloadDraft, DownloadRecord, SegmentRecord } from '../../src/main/engine/ports'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { type DownloadOptions, NO_OPTIONS } from '../../src/shared/download-options'
import { FIRST_ENTRIES, MOST_ENTRIES } from '../../src/shared/fold-timeline'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import type { TimelineEntry } from '../../src/shared/timeline'
import { startStoreProcess } from './start-store-process'
import { tempFolder } from './temp-folder'

function open(dataDir: string): SqliteStore & { end(): void } {
  const store = new SqliteStore({ dataDir, defaultFolder: '/folder' })
  let closed = false
  const end = (): void => {
    if (!closed) store.close()
    closed = true
  }
  onTestFinished(end)
  return Object.assign(store, { end })
}

const draft = (changes: Partial<DownloadDraft> = {}): DownloadDraft => ({
  url: 'https://a.example/x',
  dir: '/folder',
  wishedName: null,
  options: NO_OPTIONS,
  state: 'queued',
  addedAtMs: 1_700_000_000_000,
  ...changes,
})

function insert(store: SqliteStore, changes: Partial<DownloadDraft> = {}): DownloadRecord {
  const [record] = store.insert([draft(changes)])
  if (record === undefined) throw new Error('nothing was inserted')
  return record
}

describe('SqliteStore', () => {
  it('gives a new download an id and nothing that is not known yet', () => {
    const store = open(tempFolder())
    expect(insert(store, { wishedName: 'y' })).toEqual({
      ...draft({ wishedName: 'y' }),
      id: 1,
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
      segments: [],
    })
  })

  it('keeps everything over close and reopen', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const { id } = insert(before)
    const patch = {
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
    } as const
    const segments: readonly SegmentRecord[] = [
      { start: 0, position: 2 ** 33, end: 2 ** 34 },
      { start: 2 ** 34, position: 2 ** 34, end: 2 ** 40 },
    ]
    before.update(id, patch)
    before.checkpoint(id, segments)
    before.writeSettings({ folder: '/elsewhere', startInTray: true })
    before.end()

    const after = open(dataDir)
    expect(after.claimAll()).toEqual([{ ...draft(), id, ...patch, segments }])
    expect(after.settings()).toEqual({
      ...DEFAULT_SETTINGS,
      folder: '/elsewhere',
      startInTray: true,
    })
  })

  it('keeps what a person asked of a download, and changes of it', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
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
    expect(open(dataDir).claimAll()).toMatchObject([
      { id: one.id, options },
      { id: other.id, options: { ...NO_OPTIONS, onConflict: 'fail' } },
    ])
  })

  it('reads a download of a version that knew no options', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    insert(before)
    before.end()
    const db = new Database(join(dataDir, 'rill.db'))
    db.exec("UPDATE downloads SET options = '{}'")
    db.close()
    expect(open(dataDir).claimAll()).toMatchObject([{ options: NO_OPTIONS }])
  })

  it('changes only what a patch names, and back to null too', () => {
    const store = open(tempFolder())
    const { id } = insert(store)
    const error = { code: 'gone', facts: {} } as const
    store.update(id, { error, resumable: false, lengthBytes: 0 })
    store.update(id, { error: null })
    expect(store.claimAll()[0]).toMatchObject({ error: null, resumable: false, lengthBytes: 0 })
    store.update(id, { resumable: null, lengthBytes: null })
    expect(store.claimAll()[0]).toMatchObject({ resumable: null, lengthBytes: null })
  })

  it('replaces the segments of a checkpoint and knows an open end', () => {
    const store = open(tempFolder())
    const { id } = insert(store)
    store.checkpoint(id, [
      { start: 0, position: 5, end: 10 },
      { start: 10, position: 10, end: 20 },
    ])
    const unknown = [{ start: 0, position: 7, end: Number.POSITIVE_INFINITY }]
    store.checkpoint(id, unknown)
    expect(store.claimAll()[0]?.segments).toEqual(unknown)
  })

  it('lists in the order of adding and never gives an id twice', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    before.insert(['a', 'b', 'c'].map((name) => draft({ url: `https://a.example/${name}` })))
    before.remove([1, 3])
    before.end()
    const after = open(dataDir)
    expect(insert(after).id).toBe(4)
    expect(after.claimAll().map(({ id }) => id)).toEqual([2, 4])
  })

  it('makes one transaction of a batch, batches within it included', () => {
    const store = open(tempFolder())
    const { id } = insert(store)
    expect(() =>
      store.batch(() => {
        store.update(id, { state: 'paused' })
        store.checkpoint(id, [{ start: 0, position: 0, end: 1 }])
        throw new Error('changed my mind')
      }),
    ).toThrow('changed my mind')
    expect(store.claimAll()[0]).toMatchObject({ state: 'queued', segments: [] })
    store.batch(() => {
      store.update(id, { state: 'paused' })
      store.checkpoint(id, [{ start: 0, position: 0, end: 1 }])
    })
    expect(store.claimAll()[0]).toMatchObject({ state: 'paused', segments: [{ end: 1 }] })
  })

  it('reports its own errors as disk-error', () => {
    const store = open(tempFolder())
    expect(() => store.checkpoint(99, [{ start: 0, position: 0, end: 1 }])).toThrow(
      expect.objectContaining({ code: 'disk-error' }),
    )
  })
})

describe('the digests of blocks', () => {
  const block = (number: number, byte: number) => ({
    block: number,
    sha256: Buffer.alloc(32, byte),
  })

  it('come with checkpoints, replace one another, and go one by one or all', () => {
    const store = open(tempFolder())
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

describe('the timeline', () => {
  const entry = (atMs: number, changes: Partial<TimelineEntry> = {}): TimelineEntry => ({
    atMs,
    kind: 'paused',
    facts: {},
    ...changes,
  })

  it('is told oldest first, each download its own, after a restart too', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const one = insert(before).id
    const other = insert(before).id
    const added = entry(1, { kind: 'added', facts: { url: 'https://a.example/x', connections: 8 } })
    before.note(one, added)
    before.note(other, entry(2))
    before.note(one, entry(3))
    before.end()
    const after = open(dataDir)
    expect(after.timeline(one)).toEqual([added, entry(3)])
    after.remove([one])
    expect(after.timeline(one)).toEqual([])
    expect(after.timeline(other)).toEqual([entry(2)])
  })

  it('folds what repeats itself, after a restart too', () => {
    const dataDir = tempFolder()
    const busy = (atMs: number, facts = {}): TimelineEntry =>
      entry(atMs, { kind: 'retrying', facts: { code: 'server-busy', status: 503, ...facts } })
    const before = open(dataDir)
    const { id } = insert(before)
    before.note(id, busy(1, { delayMs: 10 }))
    before.note(id, entry(2, { kind: 'split' }))
    before.note(id, busy(3, { delayMs: 20 }))
    before.end()
    const after = open(dataDir)
    after.note(id, busy(4, { delayMs: 30 }))
    expect(after.timeline(id)).toEqual([
      busy(1, { delayMs: 60, times: 3, untilMs: 4 }),
      entry(2, { kind: 'split' }),
    ])
  })

  it('keeps its beginning and its end, and says what it left out', () => {
    const store = open(tempFolder())
    const { id } = insert(store)
    const surplus = 7
    store.batch(() => {
      for (let at = 0; at < MOST_ENTRIES + surplus; at += 1) store.note(id, entry(at))
    })
    const kept = store.timeline(id)
    expect(kept).toHaveLength(MOST_ENTRIES)
    expect(kept[FIRST_ENTRIES - 1]).toEqual(entry(FIRST_ENTRIES - 1))
    expect(kept[FIRST_ENTRIES]).toEqual(
      entry(FIRST_ENTRIES + surplus, { facts: { leftOut: surplus } }),
    )
    expect(kept.at(-1)).toEqual(entry(MOST_ENTRIES + surplus - 1))
  })

  it('passes over what another version wrote', () => {
    const dataDir = tempFolder()
    const store = open(dataDir)
    const { id } = insert(store)
    store.note(id, entry(1))
    const db = new Database(join(dataDir, 'rill.db'))
    db.exec("UPDATE timeline SET kind = 'teleported'")
    db.close()
    store.note(id, entry(2))
    expect(store.timeline(id)).toEqual([entry(2)])
  })
})

describe('what hosts take', () => {
  it('is remembered, newest word last', () => {
    const store = open(tempFolder())
    expect(store.host('a.example')).toBeNull()
    store.rememberHost({ host: 'a.example', mostConnections: 4, seenAtMs: 1 })
    const newest = { host: 'a.example', mostConnections: 2, seenAtMs: 2 }
    store.rememberHost(newest)
    expect(store.host('a.example')).toEqual(newest)
  })
})

describe('settings', () => {
  it('have defaults, and pass over what another version wrote', () => {
    const dataDir = tempFolder()
    open(dataDir).end()
    const db = new Database(join(dataDir, 'rill.db'))
    const insert = db.prepare('INSERT INTO settings (key, value) VALUES (?, ?)')
    insert.run('theme', '"dark"')
    insert.run('simultaneousDownloads', '1000')
    insert.run('startInTray', 'true')
    db.close()
    expect(open(dataDir).settings()).toEqual({
      ...DEFAULT_SETTINGS,
      folder: '/folder',
      startInTray: true,
    })
  })
})

describe('the file of the store', () => {
  it('of a newer version is refused and not touched', () => {
    const dataDir = tempFolder()
    open(dataDir).end()
    const db = new Database(join(dataDir, 'rill.db'))
    db.pragma('user_version = 99')
    db.close()
    expect(() => open(dataDir)).toThrow(expect.objectContaining({ code: 'data-too-new' }))
    const again = new Database(join(dataDir, 'rill.db'))
    expect(again.pragma('user_version', { simple: true })).toBe(99)
    again.close()
  })

  it.skipIf(process.platform === 'win32')('is in a folder for its owner alone', () => {
    const dataDir = join(tempFolder(), 'data')
    open(dataDir)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  })

  it('is in WAL mode', () => {
    const dataDir = tempFolder()
    open(dataDir)
    const db = new Database(join(dataDir, 'rill.db'), { readonly: true })
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })
})

describe('claiming an unfinished download', () => {
  it('takes the one of the same link, folder and wished name', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const url = 'https://a.example/x'
    const plain = insert(before)
    const named = insert(before, { wishedName: 'y' })
    insert(before, { dir: '/other' })
    before.end()
    const after = open(dataDir)
    expect(after.claimUnfinished(url, '/folder', 'y')?.id).toBe(named.id)
    expect(after.claimUnfinished(url, '/folder', null)?.id).toBe(plain.id)
    expect(after.claimUnfinished(url, '/folder', 'z')).toBeNull()
    expect(after.claimUnfinished('https://a.example/y', '/folder', null)).toBeNull()
  })

  it('passes over completed ones and brings the segments', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    before.update(insert(before).id, { state: 'completed' })
    const { id } = insert(before)
    before.update(id, { state: 'failed' })
    before.checkpoint(id, [{ start: 0, position: 1, end: 2 }])
    before.end()
    expect(open(dataDir).claimUnfinished('https://a.example/x', '/folder', null)).toMatchObject({
      id,
      segments: [{ start: 0, position: 1, end: 2 }],
    })
  })

  it('leaves alone what another store works on', () => {
    const dataDir = tempFolder()
    const one = open(dataDir)
    const { id } = insert(one)
    const other = open(dataDir)
    expect(other.claimUnfinished('https://a.example/x', '/folder', null)).toBeNull()
    expect(other.claimAll()).toEqual([])
    one.end()
    expect(other.claimUnfinished('https://a.example/x', '/folder', null)?.id).toBe(id)
    expect(open(dataDir).claimAll()).toEqual([])
  })
})

describe('finding a download by its file', () => {
  const names = { fileName: 'x.iso', partName: 'x.iso.part' }

  it('takes the newest that finished it, and no other', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const finish = { ...names, state: 'completed', finishedAtMs: 1 } as const
    const [first, second, third] = [insert(before), insert(before), insert(before)]
    before.update(first.id, finish)
    before.update(second.id, finish)
    before.update(third.id, names)
    before.update(insert(before, { dir: '/other' }).id, finish)
    before.end()
    const after = open(dataDir)
    expect(after.claimFinished('/folder', 'x.iso')?.id).toBe(second.id)
    expect(after.claimFinished('/folder', 'y.iso')).toBeNull()
    expect(open(dataDir).claimFinished('/folder', 'x.iso')).toBeNull()
    after.update(second.id, { state: 'failed' })
    expect(after.claimFinished('/folder', 'x.iso')).toMatchObject({
      id: second.id,
      state: 'failed',
    })
  })

  it('reads the newest of either name, whoever works on it', () => {
    const dataDir = tempFolder()
    const store = open(dataDir)
    const { id } = insert(store)
    store.update(id, names)
    store.checkpoint(id, [{ start: 0, position: 1, end: 2 }])
    const reader = open(dataDir)
    for (const name of Object.values(names)) {
      expect(reader.find('/folder', name)).toMatchObject({ id, segments: [{ position: 1 }] })
    }
    expect(reader.find('/other', names.fileName)).toBeNull()
    expect(reader.claimUnfinished('https://a.example/x', '/folder', null)).toBeNull()
  })
})

describe('another process in the same folder', () => {
  it('keeps what it works on while it lives; killed, it has lost nothing and is succeeded', async () => {
    const dataDir = tempFolder()
    const store = open(dataDir)
    const mine = insert(store, { url: 'https://a.example/mine' })
    const other = await startStoreProcess(dataDir, 'https://a.example/theirs')
    expect(store.claimAll().map(({ id }) => id)).toEqual([mine.id])
    expect(store.claimUnfinished('https://a.example/theirs', '/folder', null)).toBeNull()

    await other.kill()
    expect(store.claimAll()).toMatchObject([
      { id: mine.id },
      {
        id: other.id,
        url: 'https://a.example/theirs',
        state: 'downloading',
        partName: 'x.part',
        lengthBytes: 100,
        segments: [{ start: 0, position: 40, end: 100 }],
      },
    ])
    expect(store.settings().simultaneousDownloads).toBe(3)
    const locks = readdirSync(join(dataDir, 'sessions'))
    expect(locks.filter((name) => name.endsWith('.lock'))).toHaveLength(1)
  }, 20_000)
})
