import { DownloadError } from '../../../src/main/engine/download-error'
import type { Store } from '../../../src/main/engine/ports/store'
import type { Process } from '../world/process'
import { SimCheckpoints } from './sim-checkpoints'
import { SimClaims } from './sim-claims'
import { SimDownloads } from './sim-downloads'
import { SimHosts, SimSettings, SimSpeeds } from './sim-tables'
import { SimTimelines } from './sim-timelines'
import { SimTransactions } from './sim-transactions'
import type { StoreFile } from './store-file'

export interface SimStoreOptions {
  /** Where downloads go until a person changes the setting. */
  readonly defaultFolder: string
}

/** The store of one process in a simulated world; behaves like `SqliteStore`. */
export class SimStore implements Store {
  readonly downloads: SimDownloads
  readonly claims: SimClaims
  readonly checkpoints: SimCheckpoints
  readonly timelines: SimTimelines
  readonly speeds: SimSpeeds
  readonly hosts: SimHosts
  readonly settings: SimSettings
  readonly transactions: SimTransactions

  constructor(file: StoreFile, process: Process, { defaultFolder }: SimStoreOptions) {
    const transactions = new SimTransactions(file, process)
    const timelines = new SimTimelines(transactions)
    const downloads = new SimDownloads(transactions, timelines)
    this.downloads = downloads
    this.claims = new SimClaims(transactions, downloads)
    this.checkpoints = new SimCheckpoints(transactions)
    this.timelines = timelines
    this.speeds = new SimSpeeds(transactions)
    this.hosts = new SimHosts(transactions)
    this.settings = new SimSettings(transactions, defaultFolder)
    this.transactions = transactions
  }

  /** Releases all claims. */
  close(): void {
    try {
      this.claims.settle()
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
    } finally {
      this.transactions.close()
    }
  }
}
