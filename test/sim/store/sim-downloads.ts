import type { DownloadStore, TimelineStore } from '../../../src/main/engine/ports/store'
import { compareRanks } from '../../../src/main/engine/queue/rank'
import type { DownloadDraft, DownloadPatch, DownloadRecord } from '../../../src/main/engine/records'
import { toColumns, toRecord } from '../../../src/main/io/store/download-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { TimelineEntry } from '../../../src/shared/timeline'
import type { SimTransactions } from './sim-transactions'
import { mustBeWhole, NOTHING_KNOWN } from './sqlite-rules'
import { isKept, type StoredDownload, withDownload } from './store-state'

export class SimDownloads implements DownloadStore {
  readonly #transactions: SimTransactions
  readonly #timelines: Pick<TimelineStore, 'note'>

  constructor(transactions: SimTransactions, timelines: Pick<TimelineStore, 'note'>) {
    this.#transactions = transactions
    this.#timelines = timelines
  }

  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[] {
    return this.#transactions.durably(() =>
      drafts.map((draft) => {
        const record = this.#insert(draft)
        if (firstEntry !== undefined) this.#timelines.note(record.id, firstEntry(draft))
        return record
      }),
    )
  }

  update(id: DownloadId, patch: DownloadPatch): void {
    this.#transactions.batch(() => {
      this.#transactions.change(id, { kind: 'update', id, patch }, ({ columns }) => {
        mustBeWhole(patch.lengthBytes)
        mustBeWhole(patch.finishedAtMs)
        mustBeWhole(patch.startAtMs)
        return { columns: { ...columns, ...toColumns(patch) } }
      })
    })
  }

  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void {
    this.#transactions.batch(() => {
      for (const id of ids) this.update(id, patch)
    })
  }

  remove(ids: readonly DownloadId[]): void {
    this.#transactions.batch(() => {
      for (const id of ids) {
        const { state } = this.#transactions
        const downloads = new Map(state.downloads)
        if (!downloads.delete(id)) continue
        this.#transactions.did({ kind: 'remove', id }, { ...state, downloads })
      }
    })
  }

  completed(id: DownloadId): DownloadRecord | null {
    const download = this.#transactions.state.downloads.get(id)
    if (download?.columns.state !== 'completed' || !isKept(download.columns)) return null
    return toRecord(download.columns, download.segments)
  }

  allCompleted(): DownloadRecord[] {
    return this.#transactions
      .all()
      .filter(({ columns }) => columns.state === 'completed' && isKept(columns))
      .map(({ columns, segments }) => toRecord(columns, segments))
      .sort(compareRanks)
  }

  hasPart(dir: string, partName: string): boolean {
    return this.#transactions
      .all()
      .some(
        ({ columns }) =>
          columns.dir === dir && columns.part_name === partName && columns.state !== 'completed',
      )
  }

  #insert(draft: DownloadDraft): DownloadRecord {
    mustBeWhole(draft.addedAtMs)
    const { state } = this.#transactions
    const id = state.lastId + 1
    const ranks = this.#transactions.all().map(({ columns }) => Number(columns.rank))
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
      session: this.#transactions,
      isSettled: false,
      segments: [],
      blocks: new Map(),
      speeds: null,
      timeline: [],
    }
    const record = toRecord(columns, [])
    this.#transactions.did(
      { kind: 'insert', id, record },
      { ...withDownload(state, download), lastId: id },
    )
    return record
  }
}
