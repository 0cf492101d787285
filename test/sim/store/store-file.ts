import { compareRanks } from '../../../src/main/engine/queue/rank'
import type { DownloadRecord } from '../../../src/main/engine/records'
import { toRecord } from '../../../src/main/io/store/download-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { TimelineEntry } from '../../../src/shared/timeline'
import type { Process } from '../world/process'
import type { World } from '../world/world'
import { describeOperation, type Operation } from './operation'
import { type Columns, EMPTY, type StoredDownload, type StoreState } from './store-state'

/** Percentage of transactions at which SQLite flushes the log. */
const FLUSHES_PERCENT = 1

type Listener = (operation: Operation, process: Process) => void

/**
 * The database of a simulated world, which outlives the processes that use it. Like SQLite in WAL
 * mode, it holds each transaction wholly or not at all, keeps all of them when a process is killed,
 * and loses the last ones in a power cut, back to some moment after the last flush.
 */
export class StoreFile {
  /** The error of every write, as on a full disk; null on a good disk. */
  writesFailWith: 'SQLITE_FULL' | 'SQLITE_READONLY' | 'SQLITE_IOERR' | null = null
  readonly #world: World
  /** The last flushed state, and the state after each transaction since. */
  #states: StoreState[] = [EMPTY]
  readonly #listeners: Listener[] = []
  readonly #facts = new WeakMap<Columns, DownloadRecord>()
  readonly #records = new WeakMap<StoredDownload, DownloadRecord>()

  constructor(world: World) {
    this.#world = world
  }

  /** After the last transaction. */
  get state(): StoreState {
    return this.#states.at(-1) ?? EMPTY
  }

  /** Commits `operations`, which led to `state`. Only for ports. */
  commit(
    state: StoreState,
    operations: readonly Operation[],
    { isDurable, process }: { readonly isDurable: boolean; readonly process: Process },
  ): void {
    if (isDurable || this.#world.percent(FLUSHES_PERCENT)) this.#states = [state]
    else this.#states.push(state)
    for (const operation of operations) {
      this.#world.trace.note('store', describeOperation(operation))
    }
    for (const operation of operations) {
      for (const listener of this.#listeners) listener(operation, process)
    }
  }

  /** Begins a flush; the returned function ends it. Only for ports. */
  beginFlush(): () => void {
    const flushed = this.state
    return () => {
      const index = this.#states.indexOf(flushed)
      if (index > 0) this.#states.splice(0, index)
    }
  }

  powerCut(): void {
    const lost = this.#world.pick(0, this.#states.length - 1)
    this.#states = [this.#states.at(-1 - lost) ?? EMPTY]
    this.#world.trace.note('store', `loses ${lost} transactions`)
  }

  /** Calls `listener` for each operation of a committed transaction, with its process. */
  onCommit(listener: Listener): void {
    this.#listeners.push(listener)
  }

  record(id: DownloadId): DownloadRecord | undefined {
    const download = this.state.downloads.get(id)
    return download && this.#read(download)
  }

  /** Ordered by rank. */
  records(): DownloadRecord[] {
    const downloads = [...this.state.downloads.values()]
    return downloads.map((download) => this.#read(download)).sort(compareRanks)
  }

  /** Oldest first. */
  timeline(id: DownloadId): readonly TimelineEntry[] {
    return this.state.downloads.get(id)?.timeline ?? []
  }

  #read(download: StoredDownload): DownloadRecord {
    let record = this.#records.get(download)
    if (record === undefined) {
      record = { ...this.#factsOf(download.columns), segments: download.segments }
      this.#records.set(download, record)
    }
    return record
  }

  #factsOf(columns: Columns): DownloadRecord {
    let facts = this.#facts.get(columns)
    if (facts === undefined) {
      facts = toRecord(columns, [])
      this.#facts.set(columns, facts)
    }
    return facts
  }
}
