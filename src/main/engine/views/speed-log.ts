import type { DownloadId } from '../../../shared/download'
import type { SpeedRecord } from '../../../shared/speed-record'
import { ignoreStoreError } from '../ignore-store-error'
import type { Store } from '../ports/store'
import { SpeedHistory } from './speed-history'

/** What a crash may cost of the chart, in samples, which come once a second. */
const RECORDED_EVERY = 15

interface Kept {
  readonly history: SpeedHistory
  unrecorded: number
}

/**
 * The speeds of what runs: noted once a second, recorded now and then and when it runs no more. A
 * store that fails is ignored: the download matters more than its chart.
 */
export class SpeedLog {
  readonly #store: Pick<Store, 'speeds' | 'transactions'>
  readonly #running = new Map<DownloadId, Kept>()

  constructor(store: Pick<Store, 'speeds' | 'transactions'>) {
    this.#store = store
  }

  /** Takes in the speeds of all that run now. */
  note(speeds: ReadonlyMap<DownloadId, number>): void {
    const due: DownloadId[] = []
    for (const id of this.#running.keys()) if (!speeds.has(id)) due.push(id)
    for (const [id, bytesPerSec] of speeds) {
      const kept = this.#running.get(id) ?? this.#begin(id)
      kept.history.add(bytesPerSec)
      kept.unrecorded += 1
      if (kept.unrecorded >= RECORDED_EVERY) due.push(id)
    }
    this.#record(due)
    for (const id of due) if (!speeds.has(id)) this.#running.delete(id)
  }

  of(id: DownloadId): SpeedRecord | null {
    return (
      this.#running.get(id)?.history.record() ?? ignoreStoreError(() => this.#store.speeds.read(id))
    )
  }

  /** Nothing runs any more. */
  end(): void {
    this.note(new Map())
  }

  #begin(id: DownloadId): Kept {
    const history = new SpeedHistory(ignoreStoreError(() => this.#store.speeds.read(id)))
    const kept = { history, unrecorded: 0 }
    this.#running.set(id, kept)
    return kept
  }

  #record(ids: readonly DownloadId[]): void {
    if (ids.length === 0) return
    ignoreStoreError(() =>
      this.#store.transactions.batch(() => {
        for (const id of ids) {
          const kept = this.#running.get(id)
          if (kept === undefined) continue
          this.#store.speeds.write(id, kept.history.record())
          kept.unrecorded = 0
        }
      }),
    )
  }
}
