import type { DownloadDetails } from '../../../shared/details'
import {
  actionsOf,
  allows,
  type DownloadAction,
  type DownloadId,
  type DownloadView,
} from '../../../shared/download'
import type { LiveColumn } from '../../../shared/list-query'
import type { TimelineEntry } from '../../../shared/timeline'
import type { EngineContext } from '../context'
import type { DownloadRecord } from '../records'
import { describeDownload } from '../views/describe-download'
import { liveValue } from '../views/live-value'
import type { SpeedLog } from '../views/speed-log'
import { viewOf } from '../views/view'
import type { QueueOrder } from './queue-order'

/** Of the downloads that run now. */
export interface Totals {
  readonly active: number
  readonly speedBytesPerSec: number
  readonly doneBytes: number
  /** null if the length of one is unknown. */
  readonly lengthBytes: number | null
}

/** What there is to know about downloads; nothing here changes any. */
export class DownloadQueries {
  readonly #context: EngineContext
  readonly #order: QueueOrder
  readonly #speeds: Pick<SpeedLog, 'of'>

  constructor(context: EngineContext, order: QueueOrder, speeds: Pick<SpeedLog, 'of'>) {
    this.#context = context
    this.#order = order
    this.#speeds = speeds
  }

  /**
   * All downloads in the order of the queue, which those that do not wait have as well. Reads all
   * completed ones from the store.
   */
  list(): DownloadView[] {
    const { downloads, ports } = this.#context
    return this.#order.inOrder(ports.store.downloads.allCompleted()).map((record) => {
      const download = downloads.get(record.id)
      return download === undefined ? viewOf(record) : this.#context.view(download)
    })
  }

  get(id: DownloadId): DownloadView | undefined {
    const { downloads, ports } = this.#context
    const download = downloads.get(id)
    if (download !== undefined) return this.#context.view(download)
    const record = ports.store.downloads.completed(id)
    return record === null ? undefined : viewOf(record)
  }

  /** The absolute path of the file, finished or not; null if there is none yet. */
  pathOf(id: DownloadId): string | null {
    const record = this.#context.downloads.record(id)
    const name = record?.state === 'completed' ? record.fileName : record?.partName
    return record && name ? this.#context.ports.files.path(record.dir, name) : null
  }

  /** All there is to know of a download beyond its row; null for one that is not there. */
  details(id: DownloadId): DownloadDetails | null {
    const record = this.#context.downloads.record(id)
    if (record === null) return null
    return describeDownload(record, {
      transfer: this.#context.scheduler.transfer(id)?.status,
      path: this.pathOf(id),
      queuePlace: record.state === 'queued' ? this.#order.placeOf(record) : null,
      speeds: this.#speeds.of(id),
    })
  }

  /** What a download asks of the server; null for one that is not there. */
  request(id: DownloadId): Pick<DownloadRecord, 'url' | 'options'> | null {
    return this.#context.downloads.record(id)
  }

  /** What happened to a download, oldest first; empty for one that is not there. */
  timeline(id: DownloadId): TimelineEntry[] {
    const { store } = this.#context.ports
    return this.#context.downloads.record(id) === null ? [] : store.timelines.entries(id)
  }

  /** The present values of a column, of downloads that are not completed; lists are sorted by them. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number> {
    const { downloads, scheduler } = this.#context
    const values = new Map<DownloadId, number>()
    const some = column === 'progress' ? downloads : scheduler.active()
    for (const download of some) {
      const value = liveValue(column, download.record, scheduler.transfer(download.id)?.status)
      if (value !== null) values.set(download.id, value)
    }
    return values
  }

  /** The downloads that run now. */
  activeIds(): DownloadId[] {
    return [...this.#context.scheduler.active()].map(({ id }) => id)
  }

  totals(): Totals {
    const views = [...this.#context.scheduler.active()].map((one) => this.#context.view(one))
    const lengths = views.map(({ lengthBytes }) => lengthBytes)
    return {
      active: views.length,
      speedBytesPerSec: views.reduce((sum, view) => sum + view.speedBytesPerSec, 0),
      doneBytes: views.reduce((sum, view) => sum + view.doneBytes, 0),
      lengthBytes: lengths.reduce(
        (sum: number | null, length) => (sum === null || length === null ? null : sum + length),
        0,
      ),
    }
  }

  /** Whether `action` makes sense for any download. */
  anyAllows(action: 'pause' | 'resume'): boolean {
    for (const { record } of this.#context.downloads) {
      if (allows(record.state, action)) return true
    }
    return false
  }

  /** For each action, how many of these downloads it makes sense for. */
  countActions(ids: readonly DownloadId[]): Record<DownloadAction, number> {
    const counts = { pause: 0, resume: 0, cancel: 0, retry: 0, remove: 0, changeLink: 0, verify: 0 }
    for (const id of new Set(ids)) {
      for (const action of actionsOf(this.#stateOf(id))) counts[action] += 1
    }
    return counts
  }

  /** Those of the downloads for which `action` makes sense. */
  allowing(action: DownloadAction, ids: readonly DownloadId[]): DownloadId[] {
    return [...new Set(ids)].filter((id) => allows(this.#stateOf(id), action))
  }

  #stateOf(id: DownloadId): DownloadView['state'] {
    return this.#context.downloads.get(id)?.record.state ?? 'completed'
  }
}
