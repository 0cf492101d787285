import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { run } from '../../src/main/kernel'
import { NO_OPTIONS } from '../../src/shared/download-options'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { FULL_SPEED_SCHEDULE } from '../../src/shared/speed-schedule'
import { describeStore } from '../contracts/store'
import { draft, FOLDER, insert } from '../contracts/store-home'
import { changeDatabase, WITH_DISCARDED, WITHOUT_LISTS } from './older-database'
import { openSqlite as open, sqliteHome } from './sqlite-home'
import { startStoreProcess } from './start-store-process'
import { tempFolder } from './temp-folder'

describeStore('SqliteStore', () => sqliteHome())

describe('what another version wrote', () => {
  it('is read where it knew no options', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    insert(before)
    before.end()
    changeDatabase(dataDir, "UPDATE downloads SET options = '{}'")
    expect(open(dataDir).claims.takeAll()).toMatchObject([{ options: NO_OPTIONS }])
  })

  it('is not gone on with where it was completed', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const { url } = insert(before)
    insert(before)
    before.downloads.update(1, { state: 'completed' })
    before.end()
    changeDatabase(
      dataDir,
      ...WITHOUT_LISTS,
      'ALTER TABLE downloads DROP COLUMN settled',
      'PRAGMA user_version = 3',
    )
    const after = open(dataDir)
    expect(after.claims.takeUnfinished(url, FOLDER, null)?.id).toBe(2)
  })

  it('is in the order of adding where it knew no ranks', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    before.downloads.insert([draft(), draft(), draft()])
    before.downloads.remove([2])
    before.downloads.update(3, { rank: 0 })
    before.end()
    changeDatabase(
      dataDir,
      ...WITHOUT_LISTS,
      'DROP INDEX downloads_by_rank',
      'ALTER TABLE downloads DROP COLUMN rank',
      'ALTER TABLE downloads DROP COLUMN settled',
      'PRAGMA user_version = 2',
    )
    const after = open(dataDir)
    insert(after)
    expect(after.claims.takeAll().map(({ id, rank }) => [id, rank])).toEqual([
      [1, 1],
      [3, 3],
      [4, 4],
    ])
  })

  it('keeps the weekly plan as the speed schedule', () => {
    const dataDir = tempFolder()
    const schedule = FULL_SPEED_SCHEDULE.map((hours) => hours.map(() => 'paused' as const))
    const before = open(dataDir)
    before.settings.write({ speedMode: 'schedule', speedSchedule: schedule })
    before.end()
    changeDatabase(
      dataDir,
      "UPDATE settings SET key = 'plan' WHERE key = 'speedSchedule'",
      `UPDATE settings SET value = '"plan"' WHERE key = 'speedMode'`,
      ...WITH_DISCARDED,
      'PRAGMA user_version = 10',
    )
    const { speedMode, speedSchedule } = open(dataDir).settings.read()
    expect(speedMode).toBe('schedule')
    expect(speedSchedule).toEqual(schedule)
  })

  it('keeps what was discarded in the trash', () => {
    const dataDir = tempFolder()
    const before = open(dataDir)
    const { id } = insert(before)
    before.downloads.update(id, { trashed: { atMs: 7, withFile: true } })
    before.timelines.note(id, { atMs: 7, kind: 'trashed', facts: {} })
    before.end()
    changeDatabase(dataDir, ...WITH_DISCARDED, 'PRAGMA user_version = 11')
    const store = open(dataDir)
    expect(store.claims.takeTrashed()).toMatchObject([{ trashed: { atMs: 7, withFile: true } }])
    expect(store.timelines.entries(id).map(({ kind }) => kind)).toContain('trashed')
  })

  it('is ignored in a timeline', () => {
    const dataDir = tempFolder()
    const store = open(dataDir)
    const { id } = insert(store)
    store.timelines.note(id, { atMs: 1, kind: 'paused', facts: {} })
    changeDatabase(dataDir, "UPDATE timeline SET kind = 'teleported'")
    const resumed = { atMs: 2, kind: 'resumed', facts: {} } as const
    store.timelines.note(id, resumed)
    expect(store.timelines.entries(id)).toEqual([resumed])
  })

  it('is ignored in the settings', () => {
    const dataDir = tempFolder()
    open(dataDir).end()
    changeDatabase(
      dataDir,
      `INSERT INTO settings (key, value)
       VALUES ('theme', '"dark"'), ('simultaneousDownloads', '1000'), ('startInTray', 'true')`,
    )
    expect(open(dataDir).settings.read()).toEqual({
      ...DEFAULT_SETTINGS,
      folder: FOLDER,
      startInTray: true,
    })
  })
})

describe('the file of the store', () => {
  it('of a newer version is refused and not touched', () => {
    const dataDir = tempFolder()
    open(dataDir).end()
    changeDatabase(dataDir, 'PRAGMA user_version = 99')
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

describe('finding a download by its file', () => {
  it('reads the newest of either name, in any session', () => {
    const names = { fileName: 'x.iso', partName: 'x.iso.part' }
    const dataDir = tempFolder()
    const store = open(dataDir)
    const { id } = insert(store)
    store.downloads.update(id, names)
    store.checkpoints.write(id, [{ start: 0, position: 1, end: 2 }])
    const reader = open(dataDir)
    for (const name of Object.values(names)) {
      expect(reader.downloads.find(FOLDER, name)).toMatchObject({ id, segments: [{ position: 1 }] })
    }
    expect(reader.downloads.find('/other', names.fileName)).toBeNull()
    expect(reader.claims.takeAll()).toEqual([])
  })
})

describe('a flush', () => {
  it.skipIf(process.platform === 'win32')('touches the disk only after a change', async () => {
    const dataDir = tempFolder()
    open(dataDir).end()
    const store = open(dataDir)
    rmSync(join(dataDir, 'rill.db-wal'))
    await run(store.transactions.flush())
    insert(store)
    await expect(run(store.transactions.flush())).rejects.toBeInstanceOf(DownloadError)
    // The system tells of a lost write only once.
    await expect(run(store.transactions.flush())).rejects.toBeInstanceOf(DownloadError)
  })
})

describe('the lock of a process that was killed', () => {
  it('is gone once another one opens the store', async () => {
    const dataDir = tempFolder()
    const sessions = (): Set<string | undefined> =>
      new Set(readdirSync(join(dataDir, 'sessions')).map((name) => name.split('.')[0]))
    open(dataDir)
    const other = await startStoreProcess(dataDir, 'https://a.example/x')
    await other.kill()
    expect(sessions().size).toBe(2)
    expect(open(dataDir).claims.takeAll()).toHaveLength(1)
    expect(sessions().size).toBe(2)
  }, 20_000)
})
