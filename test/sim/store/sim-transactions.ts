import type { Transactions } from '../../../src/main/engine/ports/store'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import type { DownloadId } from '../../../src/shared/download'
import { Killed, type Process } from '../world/process'
import type { Operation } from './operation'
import { sqliteError } from './sqlite-rules'
import type { StoreFile } from './store-file'
import { type Session, type StoredDownload, type StoreState, withDownload } from './store-state'

/** How long a flush takes. */
const FLUSH_MS = 2

/** The transactions of one process on the simulated database; they nest as savepoints do. */
export class SimTransactions implements Transactions, Session {
  readonly #file: StoreFile
  readonly #process: Process
  #isClosed = false
  /** The uncommitted state of the open transaction. */
  #open: StoreState | null = null
  /** What the open transaction did. */
  #operations: Operation[] = []

  constructor(file: StoreFile, process: Process) {
    this.#file = file
    this.#process = process
  }

  get isAlive(): boolean {
    return this.#process.isAlive && !this.#isClosed
  }

  /** As the process sees it, with its uncommitted changes. */
  get state(): StoreState {
    if (!this.#process.isAlive) throw new Killed()
    if (this.#isClosed) throw new TypeError('The database connection is not open')
    return this.#open ?? this.#file.state
  }

  /** All downloads in the order of their ids. */
  all(): StoredDownload[] {
    return [...this.state.downloads.values()]
  }

  batch<T>(work: () => T): T {
    return this.#transaction(work, false)
  }

  /** Commits at once: no simulated process ends between a step and its record. */
  deferCommit<T>(work: () => T): T {
    return this.batch(work)
  }

  *flush(): Coroutine<void> {
    this.#process.step()
    const end = this.#file.beginFlush()
    yield* sleep(FLUSH_MS)
    this.#process.step()
    end()
  }

  /** Like `batch`, and survives a power cut. */
  durably<T>(work: () => T): T {
    if (this.#open !== null) {
      throw new Error('Safety level may not be changed inside a transaction')
    }
    return this.#transaction(work, true)
  }

  /** Records an operation that led to `state`, within a transaction. */
  did(operation: Operation, state: StoreState): void {
    this.#open = state
    this.#operations.push(operation)
  }

  /** Changes a download, within a transaction; ignores an unknown id. */
  change(
    id: DownloadId,
    operation: Operation,
    change: (download: StoredDownload) => Partial<StoredDownload>,
  ): void {
    const { state } = this
    const download = state.downloads.get(id)
    if (download === undefined) return
    this.did(operation, withDownload(state, { ...download, ...change(download) }))
  }

  /** Throws like a violated foreign key. */
  mustBeThere(id: DownloadId): void {
    if (!this.state.downloads.has(id)) throw sqliteError('SQLITE_CONSTRAINT_FOREIGNKEY')
  }

  close(): void {
    this.#isClosed = true
  }

  #transaction<T>(work: () => T, isDurable: boolean): T {
    const [outer, done] = [this.#open, this.#operations.length]
    this.#open = this.state
    try {
      const result = work()
      if (outer === null) this.#commit(isDurable)
      return result
    } catch (thrown) {
      this.#open = outer
      this.#operations.length = done
      throw thrown
    }
  }

  #commit(isDurable: boolean): void {
    const { state } = this
    const operations = this.#operations
    if (operations.length > 0) {
      const { writesFailWith } = this.#file
      if (writesFailWith !== null) throw sqliteError(writesFailWith)
      this.#process.step()
    }
    this.#open = null
    this.#operations = []
    if (operations.length > 0) {
      this.#file.commit(state, operations, { isDurable, process: this.#process })
    }
  }
}
