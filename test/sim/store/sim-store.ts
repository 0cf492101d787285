import { DownloadError } from '../../../src/main/engine/download-error'
import type {
  BlockRecord,
  DownloadDraft,
  DownloadPatch,
  DownloadRecord,
  HostRecord,
  SegmentRecord,
  Store,
} from '../../../src/main/engine/ports'
import { compareRanks } from '../../../src/main/engine/queue/rank'
import { toColumns, toRecord } from '../../../src/main/io/store/download-rows'
import { toSettings } from '../../../src/main/io/store/setting-rows'
import { type Coroutine, sleep } from '../../../src/main/kernel'
import type { DownloadId } from '../../../src/shared/download'
import type { Settings } from '../../../src/shared/settings'
import type { SpeedRecord } from '../../../src/shared/speed-record'
import { type TimelineEntry, timelineEntrySchema } from '../../../src/shared/timeline'
import { Killed, type Process } from '../world/process'
import { noted } from './noted'
import type { Operation } from './operation'
import {
  keptBlocks,
  keptSegments,
  mustBeWhole,
  NOTHING_KNOWN,
  sqliteError,
  throughJson,
} from './sqlite-rules'
import type { StoreFile } from './store-file'
import {
  type Columns,
  type Session,
  type StoredDownload,
  type StoreState,
  withDownload,
  withEntry,
} from './store-state'

const UNDONE: ReadonlySet<unknown> = new Set(['queued', 'downloading', 'verifying'])

/** How long a flush takes. */
const FLUSH_MS = 2

export interface SimStoreOptions {
  /** Where files go until a person says otherwise. */
  readonly defaultFolder: string
}

/** The store of one process of a simulated world; it answers as `SqliteStore` does. */
export class SimStore implements Store, Session {
  readonly #file: StoreFile
  readonly #process: Process
  readonly #defaultFolder: string
  #isClosed = false
  /** The transaction that is open, as far as it has come. */
  #open: StoreState | null = null
  /** What it did. */
  #operations: Operation[] = []

  constructor(file: StoreFile, process: Process, { defaultFolder }: SimStoreOptions) {
    this.#file = file
    this.#process = process
    this.#defaultFolder = defaultFolder
  }

  get isAlive(): boolean {
    return this.#process.isAlive && !this.#isClosed
  }

  claimAll(): DownloadRecord[] {
    return this.batch(() => {
      const free = this.#all().filter((download) => !this.#isTaken(download))
      this.#settle(free)
      return free
        .filter(({ columns }) => columns.state !== 'completed' && isKept(columns))
        .map((download) => this.#claim(download))
        .sort(compareRanks)
    })
  }

  claimDiscarded(): DownloadRecord[] {
    return this.batch(() =>
      this.#all()
        .filter((download) => !isKept(download.columns) && !this.#isTaken(download))
        .map((download) => this.#claim(download)),
    )
  }

  claimCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.batch(() => this.#freeCompleted(ids).map((download) => this.#claim(download).id))
  }

  claim(id: DownloadId): DownloadRecord | null {
    return this.batch(() => {
      const download = this.#state().downloads.get(id)
      return download === undefined || this.#isTaken(download) ? null : this.#claim(download)
    })
  }

  completed(id: DownloadId): DownloadRecord | null {
    const download = this.#state().downloads.get(id)
    if (download?.columns.state !== 'completed' || !isKept(download.columns)) return null
    return toRecord(download.columns, download.segments)
  }

  allCompleted(): DownloadRecord[] {
    return this.#all()
      .filter(({ columns }) => columns.state === 'completed' && isKept(columns))
      .map(({ columns, segments }) => toRecord(columns, segments))
      .sort(compareRanks)
  }

  removeCompleted(ids: readonly DownloadId[]): DownloadId[] {
    return this.batch(() => {
      const free = this.#freeCompleted(ids).map(({ id }) => id)
      this.remove(free)
      return free
    })
  }

  claimUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null {
    return this.batch(() => {
      const first = this.#all().find(
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

  claimFinished(dir: string, fileName: string): DownloadRecord | null {
    return this.batch(() => {
      const newest = this.#all().findLast(
        ({ columns }) =>
          columns.dir === dir &&
          columns.file_name === fileName &&
          columns.finished_at_ms !== null &&
          isKept(columns),
      )
      return newest === undefined || this.#isTaken(newest) ? null : this.#claim(newest)
    })
  }

  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[] {
    return this.#durably(() =>
      drafts.map((draft) => {
        const record = this.#insert(draft)
        if (firstEntry !== undefined) this.note(record.id, firstEntry(draft))
        return record
      }),
    )
  }

  hasPart(dir: string, partName: string): boolean {
    return this.#all().some(
      ({ columns }) =>
        columns.dir === dir && columns.part_name === partName && columns.state !== 'completed',
    )
  }

  update(id: DownloadId, patch: DownloadPatch): void {
    this.batch(() => {
      this.#change(id, { kind: 'update', id, patch }, ({ columns }) => {
        mustBeWhole(patch.lengthBytes)
        mustBeWhole(patch.finishedAtMs)
        mustBeWhole(patch.startAtMs)
        return { columns: { ...columns, ...toColumns(patch) } }
      })
    })
  }

  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void {
    this.batch(() => {
      for (const id of ids) this.update(id, patch)
    })
  }

  checkpoint(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks: readonly BlockRecord[] = [],
  ): void {
    this.batch(() => {
      if (segments.length > 0 || blocks.length > 0) this.#mustBeThere(id)
      const kept = keptSegments(segments)
      this.#change(id, { kind: 'checkpoint', id, segments: kept, blocks }, (download) => ({
        segments: kept,
        blocks: blocks.length === 0 ? download.blocks : keptBlocks(download.blocks, blocks),
      }))
    })
  }

  blocks(id: DownloadId): BlockRecord[] {
    const blocks = this.#state().downloads.get(id)?.blocks ?? []
    return [...blocks]
      .map(([block, digest]) => ({ block, digest: Buffer.from(digest) }))
      .sort((a, b) => a.block - b.block)
  }

  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void {
    this.batch(() => {
      this.#change(id, { kind: 'forget-blocks', id }, (download) => ({
        blocks: new Map(
          [...download.blocks].filter(([block]) => blocks !== undefined && !blocks.includes(block)),
        ),
      }))
    })
  }

  speeds(id: DownloadId): SpeedRecord | null {
    return this.#state().downloads.get(id)?.speeds ?? null
  }

  writeSpeeds(id: DownloadId, record: SpeedRecord): void {
    this.batch(() => {
      this.#change(id, { kind: 'speeds', id }, () => ({ speeds: throughJson(record) }))
    })
  }

  note(id: DownloadId, { atMs, kind, facts }: TimelineEntry): void {
    this.batch(() => {
      this.#mustBeThere(id)
      mustBeWhole(atMs)
      const entry = { atMs, kind, facts: throughJson(facts) }
      this.#change(id, { kind: 'note', id, entry }, ({ timeline }) => ({
        timeline: noted(timeline, entry),
      }))
    })
  }

  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void {
    this.batch(() => {
      const { downloads } = this.#state()
      for (const id of ids) if (downloads.has(id)) this.note(id, entry)
    })
  }

  timeline(id: DownloadId): TimelineEntry[] {
    const entries = this.#state().downloads.get(id)?.timeline ?? []
    return entries.flatMap((entry) => timelineEntrySchema.safeParse(entry).data ?? [])
  }

  host(host: string): HostRecord | null {
    const record = this.#state().hosts.get(host)
    return record === undefined ? null : { ...record }
  }

  rememberHost({ host, mostConnections, seenAtMs }: HostRecord): void {
    this.batch(() => {
      mustBeWhole(mostConnections)
      mustBeWhole(seenAtMs)
      const record = { host, mostConnections, seenAtMs }
      const state = this.#state()
      this.#did({ kind: 'host', record }, { ...state, hosts: withEntry(state.hosts, host, record) })
    })
  }

  remove(ids: readonly DownloadId[]): void {
    this.batch(() => {
      for (const id of ids) {
        const state = this.#state()
        const downloads = new Map(state.downloads)
        if (downloads.delete(id)) this.#did({ kind: 'remove', id }, { ...state, downloads })
      }
    })
  }

  settings(): Settings {
    const rows = [...this.#state().settings].map(([key, value]) => ({ key, value }))
    return toSettings(rows, this.#defaultFolder)
  }

  writeSettings(patch: Partial<Settings>): void {
    this.#durably(() => {
      const state = this.#state()
      const settings = new Map(state.settings)
      for (const [key, value] of Object.entries(patch)) settings.set(key, JSON.stringify(value))
      this.#did({ kind: 'settings', patch }, { ...state, settings })
    })
  }

  *flush(): Coroutine<void> {
    this.#process.step()
    const end = this.#file.beginFlush()
    yield* sleep(FLUSH_MS)
    this.#process.step()
    end()
  }

  /** No process ends between a step of a story and what it records. */
  soon<T>(work: () => T): T {
    return this.batch(work)
  }

  batch<T>(work: () => T): T {
    return this.#transaction(work, false)
  }

  /** Gives all downloads back. */
  close(): void {
    try {
      this.batch(() => {
        const mine = this.#all().filter(({ session }) => session === this)
        if (!mine.some(({ columns }) => UNDONE.has(columns.state))) this.#settle(mine)
      })
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
    } finally {
      this.#isClosed = true
    }
  }

  #durably<T>(work: () => T): T {
    if (this.#open !== null) {
      throw new Error('Safety level may not be changed inside a transaction')
    }
    return this.#transaction(work, true)
  }

  /** One within another is undone alone if it throws, and done when the outermost one is. */
  #transaction<T>(work: () => T, isDurable: boolean): T {
    const [outer, done] = [this.#open, this.#operations.length]
    this.#open = this.#state()
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
    const [state, operations] = [this.#state(), this.#operations]
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

  #state(): StoreState {
    if (!this.#process.isAlive) throw new Killed()
    if (this.#isClosed) throw new TypeError('The database connection is not open')
    return this.#open ?? this.#file.state
  }

  /** In the order of adding. */
  #all(): StoredDownload[] {
    return [...this.#state().downloads.values()]
  }

  #freeCompleted(ids: readonly DownloadId[]): StoredDownload[] {
    return this.#all()
      .filter((download) => ids.includes(download.id) && !this.#isTaken(download))
      .filter(({ columns }) => columns.state === 'completed' && isKept(columns))
  }

  #isTaken({ session }: StoredDownload): boolean {
    return session !== this && session.isAlive
  }

  #claim(download: StoredDownload): DownloadRecord {
    const { id, columns, segments } = download
    const isSettled = download.isSettled && columns.state === 'completed'
    this.#change(id, { kind: 'claim', id }, () => ({ session: this, isSettled }))
    return toRecord(columns, segments)
  }

  #settle(downloads: readonly StoredDownload[]): void {
    for (const { id, columns, isSettled } of downloads) {
      if (isSettled || columns.state !== 'completed') continue
      this.#change(id, { kind: 'settle', id }, () => ({ isSettled: true }))
    }
  }

  #insert(draft: DownloadDraft): DownloadRecord {
    mustBeWhole(draft.addedAtMs)
    const state = this.#state()
    const id = state.lastId + 1
    const ranks = this.#all().map(({ columns }) => Number(columns.rank))
    const rank = ranks.reduce((highest, other) => Math.max(highest, other), ranks[0] ?? 0) + 1
    const columns = {
      ...NOTHING_KNOWN,
      ...toColumns(draft),
      id,
      rank,
      added_at_ms: draft.addedAtMs,
    }
    const download: StoredDownload = {
      id,
      columns,
      session: this,
      isSettled: false,
      segments: [],
      blocks: new Map(),
      speeds: null,
      timeline: [],
    }
    const record = toRecord(columns, [])
    this.#did({ kind: 'insert', id, record }, { ...withDownload(state, download), lastId: id })
    return record
  }

  /** Changes a download; one that is not there is passed over. */
  #change(
    id: DownloadId,
    operation: Operation,
    change: (download: StoredDownload) => Partial<StoredDownload>,
  ): void {
    const state = this.#state()
    const download = state.downloads.get(id)
    if (download === undefined) return
    this.#did(operation, withDownload(state, { ...download, ...change(download) }))
  }

  #did(operation: Operation, state: StoreState): void {
    this.#open = state
    this.#operations.push(operation)
  }

  /** As a foreign key has it. */
  #mustBeThere(id: DownloadId): void {
    if (!this.#state().downloads.has(id)) throw sqliteError('SQLITE_CONSTRAINT_FOREIGNKEY')
  }
}

function isKept({ discarded_at_ms }: Columns): boolean {
  return discarded_at_ms === null
}
