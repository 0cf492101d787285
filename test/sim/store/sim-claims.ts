import type { ClaimStore, DownloadStore } from '../../../src/main/engine/ports/store'
import { compareRanks } from '../../../src/main/engine/queue/rank'
import type { DownloadRecord } from '../../../src/main/engine/records'
import { toRecord } from '../../../src/main/io/store/download-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { SimTransactions } from './sim-transactions'
import { isKept, type StoredDownload } from './store-state'

const UNDONE: ReadonlySet<unknown> = new Set(['queued', 'downloading', 'verifying'])

/** The claims of the process whose transactions it is given. */
export class SimClaims implements ClaimStore {
  readonly #transactions: SimTransactions
  readonly #downloads: Pick<DownloadStore, 'remove'>

  constructor(transactions: SimTransactions, downloads: Pick<DownloadStore, 'remove'>) {
    this.#transactions = transactions
    this.#downloads = downloads
  }

  takeAll(): DownloadRecord[] {
    return this.#transactions.batch(() => {
      const free = this.#transactions.all().filter((download) => !this.#isTaken(download))
      this.#settle(free)
      return free
        .filter(({ columns }) => columns.state !== 'completed' && isKept(columns))
        .map((download) => this.#claim(download))
        .sort(compareRanks)
    })
  }

  takeTrashed(): DownloadRecord[] {
    return this.#transactions.batch(() =>
      this.#transactions
        .all()
        .filter((download) => !isKept(download.columns) && !this.#isTaken(download))
        .map((download) => this.#claim(download)),
    )
  }

  takeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.#transactions.batch(() =>
      this.#freeCompleted(ids).map((download) => this.#claim(download).id),
    )
  }

  take(id: DownloadId): DownloadRecord | null {
    return this.#transactions.batch(() => {
      const download = this.#transactions.state.downloads.get(id)
      return download === undefined || this.#isTaken(download) ? null : this.#claim(download)
    })
  }

  takeUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null {
    return this.#transactions.batch(() => {
      const first = this.#transactions
        .all()
        .find(
          (download) =>
            download.columns.url === url &&
            download.columns.dir === dir &&
            download.columns.wished_name === wishedName &&
            !(download.columns.state === 'completed' && download.isSettled) &&
            isKept(download.columns) &&
            !this.#isTaken(download),
        )
      return first === undefined ? null : this.#claim(first)
    })
  }

  takeFinished(dir: string, fileName: string): DownloadRecord | null {
    return this.#transactions.batch(() => {
      const newest = this.#transactions
        .all()
        .findLast(
          ({ columns }) =>
            columns.dir === dir &&
            columns.file_name === fileName &&
            columns.finished_at_ms !== null &&
            isKept(columns),
        )
      return newest === undefined || this.#isTaken(newest) ? null : this.#claim(newest)
    })
  }

  removeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.#transactions.batch(() => {
      const free = this.#freeCompleted(ids).map(({ id }) => id)
      this.#downloads.remove(free)
      return free
    })
  }

  /** Settles the completed downloads of this process, if it has nothing left to do. */
  settle(): void {
    this.#transactions.batch(() => {
      const mine = this.#transactions.all().filter(({ session }) => session === this.#transactions)
      if (!mine.some(({ columns }) => UNDONE.has(columns.state))) this.#settle(mine)
    })
  }

  #freeCompleted(ids: readonly DownloadId[]): StoredDownload[] {
    return this.#transactions
      .all()
      .filter((download) => ids.includes(download.id) && !this.#isTaken(download))
      .filter(({ columns }) => columns.state === 'completed' && isKept(columns))
  }

  #isTaken({ session }: StoredDownload): boolean {
    return session !== this.#transactions && session.isAlive
  }

  #claim(download: StoredDownload): DownloadRecord {
    const { id, columns, segments } = download
    const isSettled = download.isSettled && columns.state === 'completed'
    const session = this.#transactions
    this.#transactions.change(id, { kind: 'claim', id }, () => ({ session, isSettled }))
    return toRecord(columns, segments)
  }

  #settle(downloads: readonly StoredDownload[]): void {
    for (const { id, columns, isSettled } of downloads) {
      if (isSettled || columns.state !== 'completed') continue
      this.#transactions.change(id, { kind: 'settle', id }, () => ({ isSettled: true }))
    }
  }
}
