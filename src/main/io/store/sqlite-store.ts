import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DOWNLOAD_STATES, type DownloadId } from '../../../shared/download'
import { NO_OPTIONS } from '../../../shared/download-options'
import {
  FIRST_ENTRIES,
  FOLDS_WITHIN,
  foldEntry,
  inherit,
  MOST_ENTRIES,
  mayRepeat,
} from '../../../shared/fold-timeline'
import type { Settings } from '../../../shared/settings'
import { type SpeedRecord, speedRecordSchema } from '../../../shared/speed-record'
import { type TimelineEntry, timelineEntrySchema } from '../../../shared/timeline'
import { DownloadError } from '../../engine/download-error'
import type {
  BlockRecord,
  DownloadDraft,
  DownloadPatch,
  DownloadRecord,
  HostRecord,
  SegmentRecord,
  Store,
} from '../../engine/ports'
import { CancelledError, type Coroutine, until } from '../../kernel'
import { translateFileError } from '../files/translate-error'
import { DownloadLists, type LiveDownloads } from './download-lists'
import {
  newRecord,
  optionsText,
  type SegmentRow,
  toColumns,
  toRecord,
  toSegmentRow,
} from './download-rows'
import { GroupedWrites } from './grouped-writes'
import { KnownDownloads } from './known-downloads'
import { type Listed, type ListKeys, listKeys } from './list-keys'
import { LogFlusher } from './log-flusher'
import { migrate } from './migrate'
import { SessionLock } from './session-lock'
import { type SettingRow, toSettings } from './setting-rows'

/** How long to wait for another process that writes, in milliseconds. */
const BUSY_MS = 5_000

export interface SqliteStoreOptions {
  /** Folder that holds `rill.db`; made if it is missing. */
  readonly dataDir: string
  /** Where files go until a person says otherwise. */
  readonly defaultFolder: string
}

/** The store in a SQLite file, which several processes may share. */
export class SqliteStore implements Store {
  readonly #db: Database.Database
  readonly #lock: SessionLock
  readonly #log: LogFlusher
  /** SQLite's count of changed rows when the last flush began. */
  #flushedChanges = 0
  readonly #defaultFolder: string
  readonly #updates = new Map<string, Database.Statement>()
  /** Counts what may have changed a list. */
  #revision = 0
  readonly #statements
  readonly #writes: GroupedWrites

  /** Throws DownloadError if the folder or the database in it cannot be used. */
  constructor({ dataDir, defaultFolder }: SqliteStoreOptions) {
    this.#defaultFolder = defaultFolder
    const { db, lock } = open(dataDir)
    this.#db = db
    this.#lock = lock
    this.#log = new LogFlusher(`${this.#db.name}-wal`)
    this.#statements = prepare(this.#db)
    this.#writes = new GroupedWrites(this.#db)
  }

  claimAll(): DownloadRecord[] {
    return this.#changing(() => {
      const mine = { session: this.#lock.id, others: JSON.stringify(this.#lock.others()) }
      this.#statements.claimUnfinished.run(mine)
      this.#statements.settleAll.run(mine)
      return this.#readAll(this.#statements.unfinishedOf, this.#statements.unfinishedSegments, mine)
    })
  }

  claimDiscarded(): DownloadRecord[] {
    return this.#changing(() => {
      const rows = this.#statements.discarded.all() as ClaimableRow[]
      return rows.filter(({ session }) => !this.#isTaken(session)).map((row) => this.#claim(row))
    })
  }

  claimCompleted(ids: readonly DownloadId[]): DownloadId[] {
    if (ids.length === 0) return []
    return this.#changing(() => {
      const free = this.#freeCompleted(ids)
      this.#statements.claimThose.run({ session: this.#lock.id, ids: JSON.stringify(free) })
      return free
    })
  }

  claim(id: DownloadId): DownloadRecord | null {
    return this.#changing(() => {
      const row = this.#statements.one.get(id) as ClaimableRow | undefined
      return row === undefined || this.#isTaken(row.session) ? null : this.#claim(row)
    })
  }

  claimUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null {
    return this.#changing(() => {
      const rows = this.#statements.unfinished.all({ url, dir, wishedName }) as ClaimableRow[]
      const row = rows.find(({ session }) => !this.#isTaken(session))
      return row === undefined ? null : this.#claim(row)
    })
  }

  claimFinished(dir: string, fileName: string): DownloadRecord | null {
    return this.#changing(() => {
      const row = this.#statements.finished.get({ dir, fileName }) as ClaimableRow | undefined
      return row === undefined || this.#isTaken(row.session) ? null : this.#claim(row)
    })
  }

  completed(id: DownloadId): DownloadRecord | null {
    return this.#try(() => {
      const row = this.#statements.completed.get(id) as ClaimableRow | undefined
      return row === undefined ? null : this.#read(row)
    })
  }

  allCompleted(): DownloadRecord[] {
    const { allCompleted, completedSegments } = this.#statements
    return this.#try(() => this.#readAll(allCompleted, completedSegments))
  }

  removeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    if (ids.length === 0) return []
    return this.#changing(() => {
      const free = this.#freeCompleted(ids)
      this.#statements.removeAll.run(JSON.stringify(free))
      return free
    })
  }

  /** The newest download that writes this file or has written it, whoever has it; to be read only. */
  find(dir: string, name: string): DownloadRecord | null {
    return this.#try(() => {
      const row = this.#statements.byName.get({ dir, name }) as ClaimableRow | undefined
      return row === undefined ? null : this.#read(row)
    })
  }

  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[] {
    this.#revision += 1
    return this.#durably(() => {
      const { lastRank, insert } = this.#statements
      let { rank } = lastRank.get() as { rank: number }
      let options: Pick<DownloadDraft, 'options'> & { readonly text: string } = NO_OPTIONS_TEXT
      return drafts.map((draft) => {
        rank += 1
        if (draft.options !== options.options) {
          options = { options: draft.options, text: optionsText(draft.options) }
        }
        const { url, dir, wishedName, state, addedAtMs, startAtMs = null } = draft
        const keys = listKeys({ url, dir, wished_name: wishedName, file_name: null })
        const { name_key, extension, host, link_key, folder_key } = keys
        // By place, as binding by name takes a third of the time of all.
        const { lastInsertRowid } = insert.run(
          ...[url, dir, wishedName, options.text, state, addedAtMs, this.#lock.id, rank],
          ...[name_key, extension, host, link_key, folder_key, startAtMs],
        )
        const id = Number(lastInsertRowid)
        if (firstEntry !== undefined) this.#insertNote(id, firstEntry(draft))
        return newRecord(draft, id, rank)
      })
    })
  }

  hasPart(dir: string, partName: string): boolean {
    return this.#try(() => this.#statements.part.get({ dir, partName })) !== undefined
  }

  update(id: DownloadId, patch: DownloadPatch): void {
    const columns: Columns = toColumns(patch)
    if (isEmpty(columns)) return
    this.#revision += 1
    this.#write(() => {
      const keys = changesKeys(columns) ? this.#newKeys(id, columns) : {}
      const values = { ...columns, ...keys }
      this.#updateOf(values, 'id = @id').run({ ...values, id })
    })
  }

  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void {
    const columns: Columns = toColumns(patch)
    if (isEmpty(columns)) return
    this.#revision += 1
    this.#write(() => {
      if (changesKeys(columns)) for (const id of ids) this.update(id, patch)
      else {
        const update = this.#updateOf(columns, 'id IN (SELECT value FROM json_each(@ids))')
        update.run({ ...columns, ids: JSON.stringify(ids) })
      }
    })
  }

  checkpoint(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks: readonly BlockRecord[] = [],
  ): void {
    this.#write(() => {
      this.#statements.deleteSegments.run(id)
      for (const segment of segments) {
        this.#statements.insertSegment.run({ id, ...toSegmentRow(segment) })
      }
      for (const { block, digest } of blocks) {
        this.#statements.writeBlock.run({ id, block, digest: Buffer.from(digest) })
      }
    })
  }

  blocks(id: DownloadId): BlockRecord[] {
    return this.#try(() => this.#statements.blocks.all(id) as BlockRecord[])
  }

  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void {
    this.#write(() => {
      if (blocks === undefined) this.#statements.deleteBlocks.run(id)
      else for (const block of blocks) this.#statements.deleteBlock.run(id, block)
    })
  }

  speeds(id: DownloadId): SpeedRecord | null {
    const history = this.#try(() => this.#statements.speeds.get(id) as string | undefined)
    return history === undefined
      ? null
      : (speedRecordSchema.safeParse(JSON.parse(history)).data ?? null)
  }

  writeSpeeds(id: DownloadId, record: SpeedRecord): void {
    this.#write(() => this.#statements.writeSpeeds.run({ id, history: JSON.stringify(record) }))
  }

  note(id: DownloadId, entry: TimelineEntry): void {
    this.#write(() => {
      const { newestNotes, rewriteNote } = this.#statements
      const newest = mayRepeat(entry) ? (newestNotes.all(id, FOLDS_WITHIN) as TimelineRow[]) : []
      const folded = foldEntry(newest.map(toEntry), entry)
      const row = folded === null ? undefined : newest[folded.index]
      if (folded === null || row === undefined) {
        this.#insertNote(id, entry)
        this.#shortenTimeline(id)
      } else {
        rewriteNote.run({ rowId: row.rowId, facts: JSON.stringify(folded.entry.facts) })
      }
    })
  }

  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void {
    this.#write(() => {
      const { those, noteAll, longTimelines } = this.#statements
      const named = JSON.stringify(ids)
      if (mayRepeat(entry)) {
        for (const { id } of those.all(named) as { id: number }[]) this.note(id, entry)
      } else {
        noteAll.run({ ...entry, facts: JSON.stringify(entry.facts), ids: named })
        const long = longTimelines.all(named, MOST_ENTRIES) as { id: number }[]
        for (const { id } of long) this.#shortenTimeline(id)
      }
    })
  }

  timeline(id: DownloadId): TimelineEntry[] {
    const rows = this.#try(() => this.#statements.timeline.all(id) as TimelineRow[])
    // Kinds of another version are passed over.
    return rows.map(toEntry).filter((entry) => timelineEntrySchema.safeParse(entry).success)
  }

  host(host: string): HostRecord | null {
    return this.#try(() => (this.#statements.host.get(host) as HostRecord | undefined) ?? null)
  }

  rememberHost(record: HostRecord): void {
    this.#write(() => this.#statements.writeHost.run(record))
  }

  remove(ids: readonly DownloadId[]): void {
    this.#revision += 1
    this.#write(() => {
      for (const id of ids) this.#statements.remove.run(id)
    })
  }

  settings(): Settings {
    const rows = this.#try(() => this.#statements.settings.all() as SettingRow[])
    return toSettings(rows, this.#defaultFolder)
  }

  writeSettings(patch: Partial<Settings>): void {
    this.#durably(() => {
      for (const [key, value] of Object.entries(patch)) {
        this.#statements.writeSetting.run({ key, value: JSON.stringify(value) })
      }
    })
  }

  batch<T>(work: () => T): T {
    return this.#try(() => this.#writes.now(work))
  }

  soon<T>(work: () => T): T {
    return this.#try(() => this.#writes.soon(work))
  }

  *flush(): Coroutine<void> {
    const { changes } = this.#try(() => {
      this.#writes.commit()
      return this.#statements.changes.get() as { changes: number }
    })
    if (changes === this.#flushedChanges) return
    try {
      yield* until(() => this.#log.flush())
    } catch (error) {
      throw error instanceof CancelledError ? error : translateFileError(error, this.#db.name)
    }
    this.#flushedChanges = Math.max(changes, this.#flushedChanges)
  }

  /** To list downloads; `view` tells of each as it is now. Throws as the others do. */
  lists(engine: LiveDownloads): DownloadLists {
    return new DownloadLists({
      db: this.#db,
      session: this.#lock.id,
      revision: () => {
        const others = this.#db.pragma('data_version', { simple: true })
        return `${this.#revision} ${String(others)}`
      },
      attempt: (work) => this.#try(work),
      engine,
    })
  }

  /** To find what a new link would be the same as. Throws as the others do. */
  known(): KnownDownloads {
    return new KnownDownloads({
      db: this.#db,
      session: this.#lock.id,
      attempt: (work) => this.#try(work),
    })
  }

  /** Gives all downloads back and closes the file. */
  close(): void {
    try {
      this.batch(() => {
        const { undone, settle } = this.#statements
        if (undone.get(this.#lock.id) === undefined) settle.run(this.#lock.id)
      })
    } catch (error) {
      // At worst, what is asked for again is found completed.
      if (!(error instanceof DownloadError)) throw error
    } finally {
      this.#log.close()
      this.#lock.release()
      this.#db.close()
    }
  }

  /** Like `batch`, and on disk when it returns, whatever happens to the power. */
  #durably<T>(work: () => T): T {
    // SQLite changes this only between transactions.
    this.#try(() => this.#writes.commit())
    this.#db.pragma('synchronous = FULL')
    try {
      return this.batch(work)
    } finally {
      this.#db.pragma('synchronous = NORMAL')
    }
  }

  /** Like `batch`, for what may change a list. */
  #changing<T>(work: () => T): T {
    this.#revision += 1
    return this.batch(work)
  }

  /** What a transaction does; one by itself where there is none. */
  #write(step: () => unknown): void {
    this.#try(() => this.#writes.step(step))
  }

  #updateOf(columns: Columns, where: string): Database.Statement {
    const assignments = Object.keys(columns).map((column) => `${column} = @${column}`)
    const sql = `UPDATE downloads SET ${assignments.join()} WHERE ${where}`
    const statement = this.#updates.get(sql) ?? this.#db.prepare(sql)
    this.#updates.set(sql, statement)
    return statement
  }

  /** The keys that a download has after this change. */
  #newKeys(id: DownloadId, columns: Columns): ListKeys | null {
    const before = this.#statements.listed.get(id) as Listed | undefined
    return before === undefined ? null : listKeys({ ...before, ...columns })
  }

  #insertNote(id: DownloadId, { atMs, kind, facts }: TimelineEntry): void {
    this.#statements.note.run(id, atMs, kind, JSON.stringify(facts))
  }

  #shortenTimeline(id: DownloadId): void {
    const { countNotes, notesFrom, rewriteNote, deleteNote } = this.#statements
    if ((countNotes.get(id) as { notes: number }).notes <= MOST_ENTRIES) return
    const [dropped, heir] = notesFrom.all(id, FIRST_ENTRIES) as TimelineRow[]
    if (dropped === undefined || heir === undefined) return
    const { facts } = inherit(toEntry(dropped), toEntry(heir))
    deleteNote.run(dropped.rowId)
    rewriteNote.run({ rowId: heir.rowId, facts: JSON.stringify(facts) })
  }

  /** The completed ones among these that no other living process has. */
  #freeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    const rows = this.#statements.completedOf.all(JSON.stringify(ids)) as ClaimableRow[]
    const sessions = new Set(rows.map(({ session }) => session))
    const taken = new Set([...sessions].filter((session) => this.#isTaken(session)))
    return rows.filter(({ session }) => !taken.has(session)).map(({ id }) => id)
  }

  #isTaken(session: string | null): boolean {
    return session !== null && session !== this.#lock.id && this.#lock.isAlive(session)
  }

  #claim(row: ClaimableRow): DownloadRecord {
    this.#statements.claim.run({ id: row.id, session: this.#lock.id })
    return this.#read(row)
  }

  /** Many records by two queries. */
  #readAll(
    downloads: Database.Statement,
    segments: Database.Statement,
    ...parameters: readonly object[]
  ): DownloadRecord[] {
    const byId = new Map<number, SegmentRow[]>()
    for (const row of segments.all(...parameters) as (SegmentRow & { readonly id: number })[]) {
      const others = byId.get(row.id)
      if (others === undefined) byId.set(row.id, [row])
      else others.push(row)
    }
    const rows = downloads.all(...parameters) as ClaimableRow[]
    return rows.map((row) => toRecord(row, byId.get(row.id) ?? []))
  }

  #read(row: ClaimableRow): DownloadRecord {
    return toRecord(row, this.#statements.segments.all(row.id) as SegmentRow[])
  }

  #try<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw translateSqliteError(error, this.#db.name)
    }
  }
}

/**
 * Opens the database and begins a session, one process at a time: SQLite waits for a busy database
 * everywhere but in the change to WAL, and a lock is not held yet when it is made.
 */
function open(dataDir: string): { readonly db: Database.Database; readonly lock: SessionLock } {
  try {
    // Logins and cookies are kept in it as they were given.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const turnstile = new Database(join(dataDir, 'opening.lock'), { timeout: BUSY_MS })
    try {
      turnstile.exec('BEGIN EXCLUSIVE')
      const db = prepareDatabase(new Database(join(dataDir, 'rill.db'), { timeout: BUSY_MS }))
      const lock = new SessionLock(dataDir)
      // Nobody asks who is alive but in a transaction that writes.
      db.transaction(() => lock.sweep()).immediate()
      return { db, lock }
    } finally {
      turnstile.close()
    }
  } catch (error) {
    throw error instanceof Database.SqliteError
      ? translateSqliteError(error, dataDir)
      : translateFileError(error, dataDir)
  }
}

function prepareDatabase(db: Database.Database): Database.Database {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  migrate(db)
  return db
}

/** What SQLite throws, in the engine's words; anything else as it is. */
function translateSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code === 'SQLITE_FULL' ? 'disk-full' : 'disk-error'
  return new DownloadError(code, { path, detail: error.code }, error)
}

interface ClaimableRow {
  readonly id: number
  readonly session: string | null
}

type Columns = Readonly<Record<string, string | number | null>>

const NO_OPTIONS_TEXT = { options: NO_OPTIONS, text: optionsText(NO_OPTIONS) }

function isEmpty(columns: Columns): boolean {
  return Object.keys(columns).length === 0
}

function changesKeys(columns: Columns): boolean {
  return ['url', 'dir', 'wished_name', 'file_name'].some((column) => column in columns)
}

type TimelineRow = Omit<TimelineEntry, 'facts'> & {
  readonly rowId: number
  readonly facts: string
}

function toEntry({ atMs, kind, facts }: TimelineRow): TimelineEntry {
  return { atMs, kind, facts: JSON.parse(facts) as TimelineEntry['facts'] }
}

const UNFINISHED = `(${DOWNLOAD_STATES.filter((state) => state !== 'completed')
  .map((state) => `'${state}'`)
  .join()})`

/** No other living process has it. */
const FREE = '(session IS NULL OR session NOT IN (SELECT value FROM json_each(@others)))'

/** It is not discarded. */
const KEPT = 'discarded_at_ms IS NULL'

const SEGMENTS_OF_THOSE =
  'SELECT id, start, position, "end" FROM segments JOIN downloads ON id = download_id'

const NOTES = 'SELECT id AS rowId, at_ms AS atMs, kind, facts FROM timeline WHERE download_id = ?'

function prepare(db: Database.Database) {
  return {
    changes: db.prepare('SELECT total_changes() AS changes'),
    unfinishedOf: db.prepare(
      `SELECT * FROM downloads WHERE state IN ${UNFINISHED} AND session = @session AND ${KEPT}
       ORDER BY rank, id`,
    ),
    unfinishedSegments: db.prepare(
      `${SEGMENTS_OF_THOSE} WHERE state IN ${UNFINISHED} AND session = @session ORDER BY id, start`,
    ),
    completed: db.prepare(
      `SELECT * FROM downloads WHERE id = ? AND state = 'completed' AND ${KEPT}`,
    ),
    allCompleted: db.prepare(
      `SELECT * FROM downloads WHERE state = 'completed' AND ${KEPT} ORDER BY rank, id`,
    ),
    discarded: db.prepare('SELECT * FROM downloads WHERE discarded_at_ms IS NOT NULL ORDER BY id'),
    completedSegments: db.prepare(
      `${SEGMENTS_OF_THOSE} WHERE state = 'completed' ORDER BY id, start`,
    ),
    completedOf: db.prepare(
      `SELECT id, session FROM downloads
       WHERE state = 'completed' AND ${KEPT} AND id IN (SELECT value FROM json_each(?))`,
    ),
    those: db.prepare('SELECT id FROM downloads WHERE id IN (SELECT value FROM json_each(?))'),
    listed: db.prepare('SELECT url, dir, wished_name, file_name FROM downloads WHERE id = ?'),
    one: db.prepare('SELECT * FROM downloads WHERE id = ?'),
    unfinished: db.prepare(
      `SELECT * FROM downloads
       WHERE url = @url AND dir = @dir AND wished_name IS @wishedName
         AND (state <> 'completed' OR NOT settled) AND ${KEPT}
       ORDER BY id`,
    ),
    // Damaged ones have failed since, and keep the time when they were finished.
    finished: db.prepare(
      `SELECT * FROM downloads
       WHERE dir = @dir AND file_name = @fileName AND finished_at_ms IS NOT NULL AND ${KEPT}
       ORDER BY id DESC LIMIT 1`,
    ),
    byName: db.prepare(
      `SELECT * FROM downloads
       WHERE dir = @dir AND (file_name = @name OR part_name = @name) ORDER BY id DESC LIMIT 1`,
    ),
    part: db.prepare(
      `SELECT 1 FROM downloads
       WHERE dir = @dir AND part_name = @partName AND state <> 'completed' LIMIT 1`,
    ),
    lastRank: db.prepare('SELECT coalesce(max(rank), 0) AS rank FROM downloads'),
    insert: db.prepare(
      `INSERT INTO downloads (url, dir, wished_name, options, state, added_at_ms, session, rank,
                              name_key, extension, host, link_key, folder_key, start_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    claimUnfinished: db.prepare(
      `UPDATE downloads SET session = @session, settled = 0
       WHERE state IN ${UNFINISHED} AND session IS NOT @session AND ${FREE} AND ${KEPT}`,
    ),
    settleAll: db.prepare(
      `UPDATE downloads SET settled = 1 WHERE state = 'completed' AND NOT settled AND ${FREE}`,
    ),
    claim: db.prepare(
      `UPDATE downloads SET session = @session, settled = settled AND state = 'completed'
       WHERE id = @id`,
    ),
    claimThose: db.prepare(
      'UPDATE downloads SET session = @session WHERE id IN (SELECT value FROM json_each(@ids))',
    ),
    undone: db.prepare(
      `SELECT 1 FROM downloads
       WHERE session = ? AND state IN ('queued', 'downloading', 'verifying') LIMIT 1`,
    ),
    settle: db.prepare(
      `UPDATE downloads SET settled = 1
       WHERE session = ? AND state = 'completed' AND NOT settled`,
    ),
    remove: db.prepare('DELETE FROM downloads WHERE id = ?'),
    removeAll: db.prepare('DELETE FROM downloads WHERE id IN (SELECT value FROM json_each(?))'),
    segments: db.prepare(
      'SELECT start, position, "end" FROM segments WHERE download_id = ? ORDER BY start',
    ),
    deleteSegments: db.prepare('DELETE FROM segments WHERE download_id = ?'),
    insertSegment: db.prepare(
      'INSERT INTO segments (download_id, start, position, "end") VALUES (@id, @start, @position, @end)',
    ),
    blocks: db.prepare('SELECT block, digest FROM blocks WHERE download_id = ? ORDER BY block'),
    writeBlock: db.prepare(
      `INSERT INTO blocks (download_id, block, digest) VALUES (@id, @block, @digest)
       ON CONFLICT (download_id, block) DO UPDATE SET digest = excluded.digest`,
    ),
    deleteBlock: db.prepare('DELETE FROM blocks WHERE download_id = ? AND block = ?'),
    deleteBlocks: db.prepare('DELETE FROM blocks WHERE download_id = ?'),
    speeds: db.prepare('SELECT history FROM speeds WHERE download_id = ?').pluck(),
    writeSpeeds: db.prepare(
      `INSERT INTO speeds (download_id, history) SELECT id, @history FROM downloads WHERE id = @id
       ON CONFLICT (download_id) DO UPDATE SET history = excluded.history`,
    ),
    note: db.prepare('INSERT INTO timeline (download_id, at_ms, kind, facts) VALUES (?, ?, ?, ?)'),
    noteAll: db.prepare(
      `INSERT INTO timeline (download_id, at_ms, kind, facts)
       SELECT id, @atMs, @kind, @facts FROM downloads
       WHERE id IN (SELECT value FROM json_each(@ids))`,
    ),
    longTimelines: db.prepare(
      `SELECT download_id AS id FROM timeline
       WHERE download_id IN (SELECT value FROM json_each(?)) GROUP BY download_id HAVING count(*) > ?`,
    ),
    rewriteNote: db.prepare('UPDATE timeline SET facts = @facts WHERE id = @rowId'),
    deleteNote: db.prepare('DELETE FROM timeline WHERE id = ?'),
    countNotes: db.prepare('SELECT count(*) AS notes FROM timeline WHERE download_id = ?'),
    timeline: db.prepare(`${NOTES} ORDER BY id`),
    newestNotes: db.prepare(`${NOTES} ORDER BY id DESC LIMIT ?`),
    notesFrom: db.prepare(`${NOTES} ORDER BY id LIMIT 2 OFFSET ?`),
    host: db.prepare(
      `SELECT host, most_connections AS mostConnections, seen_at_ms AS seenAtMs
       FROM hosts WHERE host = ?`,
    ),
    writeHost: db.prepare(
      `INSERT INTO hosts (host, most_connections, seen_at_ms)
       VALUES (@host, @mostConnections, @seenAtMs)
       ON CONFLICT (host) DO UPDATE
       SET most_connections = excluded.most_connections, seen_at_ms = excluded.seen_at_ms`,
    ),
    settings: db.prepare('SELECT key, value FROM settings'),
    writeSetting: db.prepare(
      `INSERT INTO settings (key, value) VALUES (@key, @value)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ),
  }
}
