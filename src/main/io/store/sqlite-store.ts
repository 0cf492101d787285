import type Database from 'better-sqlite3'
import { DownloadError } from '../../engine/download-error'
import type { Store } from '../../engine/ports/store'
import { Checkpoints } from './checkpoints'
import { Claims } from './claims'
import { DownloadLists, type LiveDownloads } from './download-lists'
import { DownloadWriter } from './download-writer'
import { DuplicateFinder } from './duplicate-finder'
import { HostsTable } from './hosts-table'
import { openDatabase } from './open-database'
import type { SessionLock } from './session-lock'
import { SettingsTable } from './settings-table'
import { SpeedsTable } from './speeds-table'
import { Timelines } from './timelines'
import { SqliteTransactions } from './transactions'

export interface SqliteStoreOptions {
  /** Folder of `rill.db`; created if it is missing. */
  readonly dataDir: string
  /** Where downloads go until a person changes the setting. */
  readonly defaultFolder: string
}

/** The store in a SQLite file, which several processes may share. */
export class SqliteStore implements Store {
  readonly downloads: DownloadWriter
  readonly claims: Claims
  readonly checkpoints: Checkpoints
  readonly timelines: Timelines
  readonly speeds: SpeedsTable
  readonly hosts: HostsTable
  readonly settings: SettingsTable
  readonly transactions: SqliteTransactions
  readonly #db: Database.Database
  readonly #lock: SessionLock

  /** Throws DownloadError if the folder or its database cannot be used. */
  constructor({ dataDir, defaultFolder }: SqliteStoreOptions) {
    const { db, lock } = openDatabase(dataDir)
    const transactions = new SqliteTransactions(db)
    const timelines = new Timelines(db, transactions)
    const downloads = new DownloadWriter({ db, session: lock.id, timelines, transactions })
    this.#db = db
    this.#lock = lock
    this.downloads = downloads
    this.claims = new Claims({ db, lock, downloads, transactions })
    this.checkpoints = new Checkpoints(db, transactions)
    this.timelines = timelines
    this.speeds = new SpeedsTable(db, transactions)
    this.hosts = new HostsTable(db, transactions)
    this.settings = new SettingsTable(db, transactions, defaultFolder)
    this.transactions = transactions
  }

  /** Filters, sorts and counts downloads; takes live values from `engine`. */
  lists(engine: LiveDownloads): DownloadLists {
    return new DownloadLists({
      db: this.#db,
      session: this.#lock.id,
      revision: () => this.transactions.revision,
      attempt: (work) => this.transactions.attempt(work),
      engine,
    })
  }

  /** Finds downloads of the same link or file. */
  duplicates(): DuplicateFinder {
    return new DuplicateFinder({
      db: this.#db,
      session: this.#lock.id,
      attempt: (work) => this.transactions.attempt(work),
    })
  }

  /** Releases all claims and closes the file. */
  close(): void {
    try {
      this.claims.settle()
    } catch (error) {
      // At worst, the same command finds its downloads completed.
      if (!(error instanceof DownloadError)) throw error
    } finally {
      this.transactions.close()
      this.#lock.release()
      this.#db.close()
    }
  }
}
