import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DownloadDraft, DownloadRecord, SegmentRecord } from '../../src/main/engine/ports'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { NO_OPTIONS } from '../../src/shared/download-options'
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
      folder: '/elsewhere',
      simultaneousDownloads: 5,
      connectionsPerDownload: 8,
      startInTray: true,
    })
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
      folder: '/folder',
      simultaneousDownloads: 5,
      connectionsPerDownload: 8,
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
