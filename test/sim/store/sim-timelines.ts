import type { TimelineStore } from '../../../src/main/engine/ports/store'
import type { DownloadId } from '../../../src/shared/download'
import { type TimelineEntry, timelineEntrySchema } from '../../../src/shared/timeline'
import { noted } from './noted'
import type { SimTransactions } from './sim-transactions'
import { mustBeWhole, throughJson } from './sqlite-rules'

export class SimTimelines implements TimelineStore {
  readonly #transactions: SimTransactions

  constructor(transactions: SimTransactions) {
    this.#transactions = transactions
  }

  note(id: DownloadId, { atMs, kind, facts }: TimelineEntry): void {
    this.#transactions.batch(() => {
      this.#transactions.mustBeThere(id)
      mustBeWhole(atMs)
      const entry = { atMs, kind, facts: throughJson(facts) }
      this.#transactions.change(id, { kind: 'note', id, entry }, ({ timeline }) => ({
        timeline: noted(timeline, entry),
      }))
    })
  }

  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void {
    this.#transactions.batch(() => {
      const { downloads } = this.#transactions.state
      for (const id of ids) if (downloads.has(id)) this.note(id, entry)
    })
  }

  entries(id: DownloadId): TimelineEntry[] {
    const entries = this.#transactions.state.downloads.get(id)?.timeline ?? []
    return entries.flatMap((entry) => timelineEntrySchema.safeParse(entry).data ?? [])
  }
}
