import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import type { Settings } from '../../../shared/settings'
import type { SpeedRecord } from '../../../shared/speed-record'
import type { TimelineEntry } from '../../../shared/timeline'
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
import { Checkpoints } from './checkpoints'
import { Claims } from './claims'
import { DownloadLists, type LiveDownloads } from './download-lists'
import { KnownDownloads } from './known-downloads'
import { LogFlusher } from './log-flusher'
import { openDatabase } from './open-database'
import { Remembered } from './remembered'
import type { SessionLock } from './session-lock'
import { StoredRecords } from './stored-records'
import { Timelines } from './timelines'
import { Transactions } from './transactions'
import { WrittenRecords } from './written-records'

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
  readonly #changes: Database.Statement
  /** SQLite's count of changed rows when the last flush began. */
  #flushedChanges = 0
  readonly #transactions: Transactions
  readonly #stored: StoredRecords
  readonly #written: WrittenRecords
  readonly #claims: Claims
  readonly #checkpoints: Checkpoints
  readonly #timelines: Timelines
  readonly #remembered: Remembered

  /** Throws DownloadError if the folder or the database in it cannot be used. */
  constructor({ dataDir, defaultFolder }: SqliteStoreOptions) {
    const { db, lock } = openDatabase(dataDir)
    const transactions = new Transactions(db)
    const records = new StoredRecords(db, transactions)
    const timelines = new Timelines(db, transactions)
    this.#db = db
    this.#lock = lock
    this.#log = new LogFlusher(`${db.name}-wal`)
    this.#changes = db.prepare('SELECT total_changes() AS changes')
    this.#transactions = transactions
    this.#stored = records
    this.#written = new WrittenRecords({ db, session: lock.id, timelines, transactions })
    this.#claims = new Claims({ db, lock, records, transactions })
    this.#checkpoints = new Checkpoints(db, transactions)
    this.#timelines = timelines
    this.#remembered = new Remembered(db, transactions, defaultFolder)
  }

  claimAll(): DownloadRecord[] {
    return this.#claims.claimAll()
  }

  claimDiscarded(): DownloadRecord[] {
    return this.#claims.claimDiscarded()
  }

  claimCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.#claims.claimCompleted(ids)
  }

  claim(id: DownloadId): DownloadRecord | null {
    return this.#claims.claim(id)
  }

  claimUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null {
    return this.#claims.claimUnfinished(url, dir, wishedName)
  }

  claimFinished(dir: string, fileName: string): DownloadRecord | null {
    return this.#claims.claimFinished(dir, fileName)
  }

  removeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.#claims.removeCompleted(ids)
  }

  completed(id: DownloadId): DownloadRecord | null {
    return this.#stored.completed(id)
  }

  allCompleted(): DownloadRecord[] {
    return this.#stored.allCompleted()
  }

  /** The newest download that writes this file or has written it, whoever has it; to be read only. */
  find(dir: string, name: string): DownloadRecord | null {
    return this.#stored.find(dir, name)
  }

  hasPart(dir: string, partName: string): boolean {
    return this.#stored.hasPart(dir, partName)
  }

  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[] {
    return this.#written.insert(drafts, firstEntry)
  }

  update(id: DownloadId, patch: DownloadPatch): void {
    this.#written.update(id, patch)
  }

  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void {
    this.#written.updateAll(ids, patch)
  }

  remove(ids: readonly DownloadId[]): void {
    this.#written.remove(ids)
  }

  checkpoint(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks: readonly BlockRecord[] = [],
  ): void {
    this.#checkpoints.checkpoint(id, segments, blocks)
  }

  blocks(id: DownloadId): BlockRecord[] {
    return this.#checkpoints.blocks(id)
  }

  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void {
    this.#checkpoints.forgetBlocks(id, blocks)
  }

  note(id: DownloadId, entry: TimelineEntry): void {
    this.#timelines.note(id, entry)
  }

  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void {
    this.#timelines.noteAll(ids, entry)
  }

  timeline(id: DownloadId): TimelineEntry[] {
    return this.#timelines.timeline(id)
  }

  speeds(id: DownloadId): SpeedRecord | null {
    return this.#remembered.speeds(id)
  }

  writeSpeeds(id: DownloadId, record: SpeedRecord): void {
    this.#remembered.writeSpeeds(id, record)
  }

  host(host: string): HostRecord | null {
    return this.#remembered.host(host)
  }

  rememberHost(record: HostRecord): void {
    this.#remembered.rememberHost(record)
  }

  settings(): Settings {
    return this.#remembered.settings()
  }

  writeSettings(patch: Partial<Settings>): void {
    this.#remembered.writeSettings(patch)
  }

  batch<T>(work: () => T): T {
    return this.#transactions.batch(work)
  }

  soon<T>(work: () => T): T {
    return this.#transactions.soon(work)
  }

  *flush(): Coroutine<void> {
    this.#transactions.commit()
    const { changes } = this.#transactions.attempt(() => this.#changes.get() as { changes: number })
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
      revision: () => this.#transactions.revision,
      attempt: (work) => this.#transactions.attempt(work),
      engine,
    })
  }

  /** To find what a new link would be the same as. Throws as the others do. */
  known(): KnownDownloads {
    return new KnownDownloads({
      db: this.#db,
      session: this.#lock.id,
      attempt: (work) => this.#transactions.attempt(work),
    })
  }

  /** Gives all downloads back and closes the file. */
  close(): void {
    try {
      this.#claims.settle()
    } catch (error) {
      // At worst, what is asked for again is found completed.
      if (!(error instanceof DownloadError)) throw error
    } finally {
      this.#log.close()
      this.#lock.release()
      this.#db.close()
    }
  }
}
