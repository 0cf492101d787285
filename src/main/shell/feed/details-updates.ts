import type { DetailsReport } from '../../../shared/details'
import type { DownloadId } from '../../../shared/download'
import type { RillUpdate } from '../../../shared/ipc'
import type { EngineEvent, EngineWith } from '../../engine/engine'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const POLL_EVERY_MS = 250

/** Updates of the one download whose details are open; at most four per second. */
export class DetailsUpdates implements UpdateSource {
  readonly #engine: EngineWith<'queries', 'get' | 'details'>
  readonly #budget = new PollBudget(POLL_EVERY_MS)
  #watched: DownloadId | null = null
  #hasChanged = false

  constructor(engine: EngineWith<'queries', 'get' | 'details'>) {
    this.#engine = engine
  }

  /** Watches this download instead of any other; null for none. Returns its present details. */
  watch(id: DownloadId | null): DetailsReport | null {
    this.#watched = id
    this.#hasChanged = false
    return id === null ? null : this.#report(id)
  }

  note(event: EngineEvent): void {
    if (event.type !== 'settings' && event.id === this.#watched) this.#hasChanged = true
  }

  dueMs(): number | null {
    return this.#hasChanged ? this.#budget.nextMs : null
  }

  collect(): RillUpdate[] {
    const id = this.#watched
    if (id === null || !this.#hasChanged || !this.#budget.isDue()) return []
    this.#hasChanged = false
    return this.#budget.poll(() => [{ name: 'details', payload: { id, report: this.#report(id) } }])
  }

  reset(): void {
    this.#watched = null
    this.#hasChanged = false
  }

  #report(id: DownloadId): DetailsReport | null {
    const [view, details] = [this.#engine.queries.get(id), this.#engine.queries.details(id)]
    return view === undefined || details === null ? null : { view, details }
  }
}
